/* SPDX-License-Identifier: MIT */
/* Formulas in TeX as pages have them between \( \), \[ \], $$ and $latex $: what is common of it.
 */
#include "config.h" /* memmem() */

#include "math.h"

#include "base/utf8.h"

#include <string.h>

#define MAX_TEX_BYTES 2000 /* longer texts are not formulas */

struct tex {
    const char *at, *end;
};

struct tex_command;
typedef void tex_function(struct math *math, struct tex *tex, guint depth,
                          const struct tex_command *command);

/* What a command does. */
static tex_function append_symbol, append_operator, append_name, append_nothing, append_group,
    append_words, append_fraction, append_binomial, append_root, append_accent, append_board,
    append_begin, append_end, append_fence, append_row;

struct tex_command {
    const char *name;
    tex_function *append;
    const char *text;
};

static const struct tex_command commands[] = {
#define COMMAND(name, function, text) { name, append_##function, text },
#include "tex.def"
#undef COMMAND
};

static void tex_append(struct math *math, struct tex *tex, guint depth);

static int compare_commands(const void *name, const void *row)
{
    return strcmp(name, ((const struct tex_command *)row)->name);
}

/* What belongs together at tex: a group without its braces, a command, or a character. */
static struct tex tex_take_argument(struct tex *tex)
{
    while (tex->at < tex->end && *tex->at == ' ')
        tex->at++;
    const char *begin = tex->at;
    if (begin >= tex->end)
        return (struct tex){ begin, begin };
    if (*begin == '\\') {
        const char *stop = begin + 1;
        while (stop < tex->end && g_ascii_isalpha(*stop))
            stop++;
        tex->at = MIN(MAX(stop, begin + 2), tex->end);
        if (tex->at < tex->end && !g_utf8_validate(begin, tex->at - begin, NULL))
            tex->at = begin + 1;
        return (struct tex){ begin, tex->at };
    }
    if (*begin != '{') {
        tex->at = g_utf8_next_char(begin);
        return (struct tex){ begin, tex->at };
    }
    guint depth = 0;
    for (const char *p = begin; p < tex->end; p++) {
        if (*p == '\\' && p + 1 < tex->end) {
            p++;
            continue;
        }
        depth += *p == '{';
        depth -= *p == '}';
        if (depth == 0) {
            tex->at = p + 1;
            return (struct tex){ begin + 1, p };
        }
    }
    tex->at = tex->end;
    return (struct tex){ begin + 1, tex->end };
}

/* A part as a formula of its own. Caller frees. */
static char *tex_format(struct tex part, guint depth)
{
    struct math math = { g_string_new(NULL), false };
    if (depth < MATH_MAX_DEPTH)
        tex_append(&math, &part, depth + 1);
    return g_string_free(g_steal_pointer(&math.text), FALSE);
}

static char *tex_take_formula(struct tex *tex, guint depth)
{
    return tex_format(tex_take_argument(tex), depth);
}

static void append_symbol(struct math *math, G_GNUC_UNUSED struct tex *tex,
                          G_GNUC_UNUSED guint depth, const struct tex_command *command)
{
    if (g_ascii_isspace(*command->text))
        g_string_append(math->text, command->text);
    else if (g_unichar_isalpha(g_utf8_get_char(command->text)))
        math_append_token(math, command->text, strlen(command->text));
    else
        math_append_operator(math, command->text);
}

static void append_operator(struct math *math, G_GNUC_UNUSED struct tex *tex,
                            G_GNUC_UNUSED guint depth, const struct tex_command *command)
{
    math_append_operator(math, command->text);
}

/* Of a function: its own name. */
static void append_name(struct math *math, G_GNUC_UNUSED struct tex *tex, G_GNUC_UNUSED guint depth,
                        const struct tex_command *command)
{
    math_append_token(math, command->name, strlen(command->name));
    math->is_word = true;
}

static void append_nothing(G_GNUC_UNUSED struct math *math, G_GNUC_UNUSED struct tex *tex,
                           G_GNUC_UNUSED guint depth,
                           G_GNUC_UNUSED const struct tex_command *command)
{
}

static void append_group(struct math *math, struct tex *tex, guint depth,
                         G_GNUC_UNUSED const struct tex_command *command)
{
    g_autofree char *inside = tex_take_formula(tex, depth);
    math_append_token(math, inside, strlen(inside));
}

static void append_words(struct math *math, struct tex *tex, G_GNUC_UNUSED guint depth,
                         G_GNUC_UNUSED const struct tex_command *command)
{
    const struct tex part = tex_take_argument(tex);
    math_append_token(math, part.at, (size_t)(part.end - part.at));
}

static void append_fraction(struct math *math, struct tex *tex, guint depth,
                            const struct tex_command *command)
{
    g_autofree char *above = tex_take_formula(tex, depth);
    g_autofree char *below = tex_take_formula(tex, depth);
    (void)command;
    math_append_fraction(math, above, below);
}

static void append_binomial(struct math *math, struct tex *tex, guint depth,
                            const struct tex_command *command)
{
    g_autofree char *above = tex_take_formula(tex, depth);
    g_autofree char *below = tex_take_formula(tex, depth);
    (void)command;
    g_string_append_printf(math->text, "(%s over %s)", above, below);
}

static void append_root(struct math *math, struct tex *tex, guint depth,
                        G_GNUC_UNUSED const struct tex_command *command)
{
    g_autofree char *index = NULL;
    if (tex->at < tex->end && *tex->at == '[') {
        const char *stop = memchr(tex->at, ']', (size_t)(tex->end - tex->at));
        if (stop) {
            index = tex_format((struct tex){ tex->at + 1, stop }, depth);
            tex->at = stop + 1;
        }
    }
    g_autofree char *inside = tex_take_formula(tex, depth);
    math_append_root(math, inside, index);
}

static void append_accent(struct math *math, struct tex *tex, guint depth,
                          const struct tex_command *command)
{
    g_autofree char *base = tex_take_formula(tex, depth);
    if (math_append_accent(math, base, command->text))
        return;
    if (strcmp(command->text, "¯") != 0 || !*base) {
        math_append_token(math, base, strlen(base));
        return;
    }
    math_append_token(math, "overline", strlen("overline"));
    g_string_append_printf(math->text, "(%s)", base);
    math->is_word = false;
}

/* The letters of sets of numbers. */
static void append_board(struct math *math, struct tex *tex, guint depth,
                         const struct tex_command *command)
{
    static const char *const letters[] = { "Cℂ", "Hℍ", "Nℕ", "Pℙ", "Qℚ", "Rℝ", "Zℤ" };
    const struct tex part = tex_take_argument(tex);
    (void)depth, (void)command;
    for (guint i = 0; part.end - part.at == 1 && i < G_N_ELEMENTS(letters); i++) {
        if (*part.at == letters[i][0]) {
            g_string_append(math->text, letters[i] + 1);
            return;
        }
    }
    math_append_token(math, part.at, (size_t)(part.end - part.at));
}

/* The cells of a matrix have no spaces in them, so that the spaces between cells can be recognised.
 */
static void begin_cell(struct math *math)
{
    math->cell = math->cell ? math->text->len + 1 : 0;
    math->is_word = false;
}

static void end_cell(struct math *math)
{
    if (!math->cell || math->cell > math->text->len)
        return;
    g_autofree char *cell = math_compact(math->text->str + math->cell - 1);
    g_string_truncate(math->text, math->cell - 1);
    g_string_append(math->text, cell);
}

/* The bracket of an environment: "(" of pmatrix. */
static void append_bracket(struct math *math, struct tex *tex, guint side)
{
    static const struct {
        const char *name, *brackets[2];
    } rows[] = { { "pmatrix", { "(", ")" } },
                 { "bmatrix", { "[", "]" } },
                 { "vmatrix", { "|", "|" } },
                 { "cases", { "{", "" } } };
    const struct tex part = tex_take_argument(tex);
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
        if ((size_t)(part.end - part.at) == strlen(rows[i].name) &&
            memcmp(part.at, rows[i].name, strlen(rows[i].name)) == 0)
            g_string_append(math->text, rows[i].brackets[side]);
    math->is_word = false;
}

static void append_begin(struct math *math, struct tex *tex, G_GNUC_UNUSED guint depth,
                         G_GNUC_UNUSED const struct tex_command *command)
{
    const char *name = tex->at, *stop = memchr(name, '}', (size_t)(tex->end - name));
    append_bracket(math, tex, 0);
    math->cell = stop && stop - name > 6 && memcmp(stop - 6, "matrix", 6) == 0;
    begin_cell(math);
}

static void append_end(struct math *math, struct tex *tex, G_GNUC_UNUSED guint depth,
                       G_GNUC_UNUSED const struct tex_command *command)
{
    end_cell(math);
    math->cell = 0;
    append_bracket(math, tex, 1);
}

/* The end of a row; of the last one nothing is shown. */
static void append_row(struct math *math, struct tex *tex, G_GNUC_UNUSED guint depth,
                       G_GNUC_UNUSED const struct tex_command *command)
{
    while (tex->at < tex->end && g_ascii_isspace(*tex->at))
        tex->at++;
    end_cell(math);
    if ((size_t)(tex->end - tex->at) >= strlen("\\end") && memcmp(tex->at, "\\end", 4) == 0)
        return;
    g_string_append(math->text, "; ");
    begin_cell(math);
}

/* \left, \right: a bracket follows, or a dot for none. */
static void append_fence(struct math *math, struct tex *tex, guint depth,
                         G_GNUC_UNUSED const struct tex_command *command)
{
    const struct tex part = tex_take_argument(tex);
    if (part.end - part.at == 1 && *part.at == '.')
        return;
    g_autofree char *bracket = tex_format(part, depth);
    math_append_operator(math, bracket);
}

static void append_command(struct math *math, struct tex *tex, guint depth)
{
    const struct tex word = tex_take_argument(tex);
    g_autofree char *name = g_strndup(word.at + 1, (gsize)(word.end - word.at - 1));
    const struct tex_command *command =
        bsearch(name, commands, G_N_ELEMENTS(commands), sizeof *commands, compare_commands);
    if (!command) { /* unknown: as it is written */
        math_append_token(math, word.at, (size_t)(word.end - word.at));
        math->is_word = true;
        return;
    }
    command->append(math, tex, depth, command);
}

static void append_number(struct math *math, struct tex *tex)
{
    const char *begin = tex->at;
    while (tex->at < tex->end && (g_ascii_isdigit(*tex->at) || *tex->at == '.'))
        tex->at++;
    math_append_token(math, begin, (size_t)(tex->at - begin));
}

/* "&" between the cells of a table, "~" for a space. */
static void append_gap(struct math *math, char c)
{
    if (c == '&')
        end_cell(math);
    g_string_append_c(math->text, ' ');
    if (c == '&')
        begin_cell(math);
}

static void append_sign(struct math *math, struct tex *tex)
{
    const char symbol[] = { *tex->at++, '\0' };
    if (*symbol == ':' && tex->at < tex->end && *tex->at == '=') {
        tex->at++;
        math_append_operator(math, ":=");
    } else {
        const bool is_prime = *symbol == '\'' || *symbol == '`';
        math_append_operator(math, is_prime ? "′" : symbol);
    }
}

static void append_letter(struct math *math, struct tex *tex)
{
    const char *next = g_utf8_next_char(tex->at);
    math_append_token(math, tex->at, (size_t)(next - tex->at));
    tex->at = next;
}

static void tex_append(struct math *math, struct tex *tex, guint depth)
{
    while (tex->at < tex->end) {
        const char c = *tex->at;
        if (c == '\\') {
            append_command(math, tex, depth);
        } else if (c == '{') {
            g_autofree char *inside = tex_take_formula(tex, depth);
            math_append_token(math, inside, strlen(inside));
        } else if (c == '^' || c == '_') {
            tex->at++;
            g_autofree char *script = tex_take_formula(tex, depth);
            math_append_script(math, script, c == '^');
        } else if (g_ascii_isdigit(c)) {
            append_number(math, tex);
        } else if (c == '~' || c == '&') {
            tex->at++;
            append_gap(math, c);
        } else if (c == '}' || c == '$' || g_ascii_isspace(c)) {
            tex->at++;
        } else if (g_ascii_ispunct(c)) {
            append_sign(math, tex);
        } else {
            append_letter(math, tex);
        }
    }
}

char *math_from_tex(const char *tex, size_t len)
{
    char *text = tex_format((struct tex){ tex, tex + len }, 0);
    utf8_collapse(text, strlen(text));
    return text;
}

/* ---- formulas in a text */

/* More than a word in brackets. */
static bool is_formula(const char *tex, size_t len)
{
    bool is_sign = len == 1;
    if (len == 0 || len > MAX_TEX_BYTES)
        return false;
    for (size_t i = 0; i < len && !is_sign; i++)
        is_sign = strchr("\\^_={}<>+*/-'", tex[i]) != NULL;
    return is_sign && strspn(tex, " ") < len;
}

bool tex_find(const char *text, size_t len, struct tex_place *place)
{
    static const struct {
        const char *open, *close;
        bool is_display;
    } marks[] = { { "\\(", "\\)", false },
                  { "\\[", "\\]", true },
                  { "$$", "$$", true },
                  { "$latex ", "$", false } };
    const char *end = text + len;
    const char *searched[G_N_ELEMENTS(marks)] = { NULL }; /* no end of a formula is before it */
    for (const char *p = text; p < end; p++) {
        if (*p != '\\' && *p != '$')
            continue;
        for (guint i = 0; i < G_N_ELEMENTS(marks); i++) {
            const size_t n = strlen(marks[i].open), close_len = strlen(marks[i].close);
            if ((size_t)(end - p) < n || memcmp(p, marks[i].open, n) != 0)
                continue;
            const char *from = MAX(p + n, searched[i]), *limit = MIN(end, p + n + MAX_TEX_BYTES);
            const char *close =
                from < limit ? memmem(from, (size_t)(limit - from), marks[i].close, close_len)
                             : NULL;
            if (!close) {
                searched[i] = limit - 1; /* half of it may be there */
                continue;
            }
            if (!is_formula(p + n, (size_t)(close - p) - n))
                continue;
            *place = (struct tex_place){ p, close + close_len, p + n, (size_t)(close - p) - n,
                                         marks[i].is_display };
            return true;
        }
    }
    return false;
}
