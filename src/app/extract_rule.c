/* SPDX-License-Identifier: MIT */
/* What the user says of a site's pages. */
#include "app/extract_rule.h"

#include "app/app.h"
#include "base/url.h"
#include "config/diagnostic.h"
#include "text/extract.h"
#include "text/scrape.h"

#include <string.h>

static void rule_free(void *data)
{
    struct extract_rule *rule = data;
    g_free(rule->host);
    g_free(rule->body);
    g_free(rule->strip);
    g_free(rule->version);
    g_free(rule);
}

GPtrArray *extract_rules_new(void)
{
    return g_ptr_array_new_with_free_func(rule_free);
}

/* A selector is right if a page can be read by it. */
static bool check_selector(const char *selector, bool is_strip, GError **error)
{
    static const char page[] = "<p>a";
    const struct extract_options options = { .body = is_strip ? NULL : selector,
                                             .strip = is_strip ? selector : NULL };
    g_autoptr(GError) problem = NULL;
    extract_page_free(extract_article(page, strlen(page), &options, &problem));
    if (!g_error_matches(problem, TEXT_ERROR, TEXT_ERROR_SELECTOR))
        return true;
    g_propagate_error(error, g_steal_pointer(&problem));
    return false;
}

static char *read_host(const char *word, GError **error)
{
    g_autofree char *url =
        strstr(word, "://") ? g_strdup(word) : g_strconcat("http://", word, NULL);
    char *host = url_get_host(url);
    if (host && *host && (strstr(word, "://") || !word[strcspn(word, "/=?#\"")]))
        return host;
    g_free(host);
    g_set_error(error, APP_ERROR, APP_ERROR_USAGE,
                "\"%s\" is not a host; write for example: extract example.org body=div.story",
                word);
    return NULL;
}

static bool rule_set(struct extract_rule *rule, const char *word, GError **error)
{
    static const struct {
        const char *name;
        gsize offset;
    } parts[] = { { "body=", G_STRUCT_OFFSET(struct extract_rule, body) },
                  { "strip=", G_STRUCT_OFFSET(struct extract_rule, strip) } };
    static const char *const versions[] = { "amp", "print", "page", NULL };
    if (g_str_has_prefix(word, "version=")) {
        const char *version = word + strlen("version=");
        if (!g_strv_contains(versions, version)) {
            g_set_error(error, APP_ERROR, APP_ERROR_USAGE,
                        "\"%s\" is not a version of a page: amp, print or page", version);
            return false;
        }
        g_free(rule->version);
        rule->version = g_strdup(version);
        return true;
    }
    for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
        char **text = (char **)(void *)((char *)rule + parts[i].offset);
        const char *selector = word + strlen(parts[i].name);
        if (!g_str_has_prefix(word, parts[i].name))
            continue;
        if (!*selector || !check_selector(selector, i == 1, error)) {
            if (!*selector)
                g_set_error(error, APP_ERROR, APP_ERROR_USAGE,
                            "a CSS selector or XPath is missing behind \"%s\"", parts[i].name);
            return false;
        }
        g_free(*text);
        *text = g_strdup(selector);
        return true;
    }
    g_set_error(error, APP_ERROR, APP_ERROR_NOT_FOUND,
                "\"%s\" is not one of body=SELECTOR, strip=SELECTOR, version=amp|print|page", word);
    return false;
}

static struct extract_rule *rule_parse(const struct command *command, guint *word, GError **error)
{
    struct extract_rule *rule = g_new0(struct extract_rule, 1);
    *word = MIN(1, command->n_words - 1);
    bool ok = command->n_words > 1;
    if (!ok)
        g_set_error_literal(error, APP_ERROR, APP_ERROR_USAGE,
                            "a host is missing: extract example.org body=div.story");
    else
        ok = (rule->host = read_host(command->words[1].text, error));
    for (guint i = 2; ok && i < command->n_words; i++) {
        *word = i;
        ok = rule_set(rule, command->words[i].text, error);
    }
    if (ok)
        return rule;
    rule_free(rule);
    return NULL;
}

GPtrArray *extract_rules_add(GPtrArray *rules, const struct command *command, guint *word,
                             GError **error)
{
    struct extract_rule *rule = rule_parse(command, word, error);
    if (!rule)
        return NULL;
    GPtrArray *all = extract_rules_new();
    for (guint i = 0; i < rules->len; i++) {
        const struct extract_rule *old = rules->pdata[i];
        if (strcmp(old->host, rule->host) == 0)
            continue;
        struct extract_rule *copy = g_new(struct extract_rule, 1);
        *copy = (struct extract_rule){ g_strdup(old->host), g_strdup(old->body),
                                       g_strdup(old->strip), g_strdup(old->version) };
        g_ptr_array_add(all, copy);
    }
    if (rule->body || rule->strip || rule->version)
        g_ptr_array_add(all, rule);
    else
        rule_free(rule);
    g_ptr_array_unref(rules);
    return all;
}

static const struct extract_rule *find_host(const GPtrArray *rules, const char *host)
{
    const struct extract_rule *best = NULL;
    for (guint i = 0; host && i < rules->len; i++) {
        const struct extract_rule *rule = rules->pdata[i];
        const size_t len = strlen(rule->host), host_len = strlen(host);
        const char *tail = host_len >= len ? host + (host_len - len) : "";
        if (strcmp(tail, rule->host) == 0 && (tail == host || tail[-1] == '.') &&
            (!best || len > strlen(best->host)))
            best = rule;
    }
    return best;
}

const struct extract_rule *extract_rules_find(const GPtrArray *rules, const char *url)
{
    g_autofree char *host = url ? url_get_host(url) : NULL;
    return find_host(rules, host);
}

static void append_part(GString *line, const char *name, const char *selector)
{
    g_autofree char *word = selector ? g_strconcat(name, selector, NULL) : NULL;
    g_autofree char *quoted = word ? command_quote(word) : NULL;
    if (quoted)
        g_string_append_printf(line, " %s", quoted);
}

char *extract_rules_describe(const GPtrArray *rules, const char *host)
{
    g_autofree char *name = g_ascii_strdown(host, -1);
    const struct extract_rule *rule = find_host(rules, name);
    if (!rule)
        return g_strdup_printf("there is no rule for %s: newsdeck finds its articles without one",
                               name);
    GString *line = g_string_new("extract ");
    g_string_append(line, rule->host);
    append_part(line, "body=", rule->body);
    append_part(line, "strip=", rule->strip);
    append_part(line, "version=", rule->version);
    return g_string_free(line, FALSE);
}
