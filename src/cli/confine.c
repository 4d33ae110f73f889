/* SPDX-License-Identifier: MIT */
/* A process that gives up what it will not need: limits of the system, then a filter for its calls.
 */
#include "config.h"

#include "confine.h"

#include "base/library.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#ifdef SECCOMP_SONAME
#include <seccomp.h>
#endif

#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
#define HAS_SHADOW_MEMORY 1 /* terabytes of addresses */
#else
#define HAS_SHADOW_MEMORY 0
#endif

static bool set_error(GError **error, const char *what)
{
    g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(errno), "cannot limit %s: %s", what,
                g_strerror(errno));
    return false;
}

static bool set_limits(gsize max_bytes, guint cpu_s, GError **error)
{
    const struct {
        int resource;
        rlim_t value;
        const char *name;
    } limits[] = {
        { RLIMIT_AS, HAS_SHADOW_MEMORY ? RLIM_INFINITY : (rlim_t)max_bytes, "memory" },
        { RLIMIT_CPU, cpu_s, "time" },
        { RLIMIT_NOFILE, 0, "files" },
        { RLIMIT_CORE, 0, "core files" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(limits); i++) {
        const struct rlimit limit = { limits[i].value, limits[i].value };
        if (limits[i].value != RLIM_INFINITY && setrlimit(limits[i].resource, &limit) != 0)
            return set_error(error, limits[i].name);
    }
    return true;
}

#ifdef SECCOMP_SONAME
#define SECCOMP_FUNCTIONS(X)                                                                       \
    X(seccomp_init)                                                                                \
    X(seccomp_load)                                                                                \
    X(seccomp_rule_add_array)                                                                      \
    X(seccomp_syscall_resolve_name)

struct seccomp {
#define MEMBER(name) __typeof__(&name) name;
    SECCOMP_FUNCTIONS(MEMBER)
#undef MEMBER
};

static const struct library_symbol symbols[] = {
#define SYMBOL(name) { #name, offsetof(struct seccomp, name) },
    SECCOMP_FUNCTIONS(SYMBOL)
#undef SYMBOL
};

/* What may be called: by name, since not every machine has every call; where one argument is
 * restricted, which. Memory cannot be made executable. */
static const struct {
    const char *name;
    guint n;
    struct scmp_arg_cmp condition;
} calls[] = {
    { "read", 1, { 0, SCMP_CMP_EQ, 0, 0 } },
    { "write", 1, { 0, SCMP_CMP_LE, 2, 0 } },
    { "mmap", 1, { 2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0 } },
    { "mmap2", 1, { 2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0 } },
    { "mprotect", 1, { 2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0 } },
#if HAS_SHADOW_MEMORY
    { "sigaltstack" }, /* the sanitizer's own way out */
#endif
    { "brk" },
    { "munmap" },
    { "mremap" },
    { "madvise" },
    { "futex" },
    { "getrandom" },
    { "clock_gettime" },
    { "clock_gettime64" },
    { "gettimeofday" },
    { "fstat" },
    { "newfstatat", 1, { 0, SCMP_CMP_LE, 2, 0 } }, /* how newer C libraries say fstat */
    { "rt_sigprocmask" },
    { "rt_sigreturn" },
    { "exit" },
    { "exit_group" },
};

/* Any other call will fail with EPERM. The library is loaded while files can still be opened. */
static bool make_filter(struct seccomp *seccomp, scmp_filter_ctx *filter, GError **error)
{
    if (!library_bind(SECCOMP_SONAME, symbols, G_N_ELEMENTS(symbols), seccomp, error))
        return false;
    *filter = seccomp->seccomp_init(SCMP_ACT_ERRNO(EPERM));
    int status = *filter ? 0 : -ENOMEM;
    for (guint i = 0; i < G_N_ELEMENTS(calls) && status == 0; i++) {
        const int number = seccomp->seccomp_syscall_resolve_name(calls[i].name);
        if (number >= 0)
            status = seccomp->seccomp_rule_add_array(*filter, SCMP_ACT_ALLOW, number, calls[i].n,
                                                     &calls[i].condition);
    }
    errno = -status;
    return status == 0 || set_error(error, "calls of the system");
}

bool confine_process(gsize max_bytes, guint cpu_s, GError **error)
{
    struct seccomp seccomp;
    scmp_filter_ctx filter = NULL;
    if (!make_filter(&seccomp, &filter, error) || !set_limits(max_bytes, cpu_s, error))
        return false;
    errno = -seccomp.seccomp_load(filter); /* no new privileges are part of it */
    return errno == 0 || set_error(error, "calls of the system");
}
#else
bool confine_process(gsize max_bytes, guint cpu_s, GError **error)
{
    if (!set_limits(max_bytes, cpu_s, error))
        return false;
#ifdef __linux__
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return set_error(error, "privileges");
#endif
    return true;
}
#endif
