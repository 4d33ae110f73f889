/* SPDX-License-Identifier: MIT */
/* Kitty's graphics protocol. */
#include "graphics_kitty.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
    CHUNK_BYTES = 4096, /* of base64 in one sequence */
    PLACEHOLDER = 0x10EEEE,
    KITTY_WITH_PLACEHOLDERS = 28, /* 0.28 */
    /* the theme uses the lower ones, which may be sent in another way */
    FIRST_COLOUR = 16,
    N_COLOURS = 240,
    /* processes that can share a terminal (in tmux) without using the same numbers */
    N_PROCESSES = 126, /* numbers stay below 2^31: Konsole takes them as signed */
};

/* The combining marks that mean 0, 1, 2 and so on, as runs of characters. */
static const struct {
    guint32 first;
    guint n;
} marks[] = {
    { 0x0305, 1 },  { 0x030D, 2 }, { 0x0310, 1 },  { 0x0312, 1 },  { 0x033D, 3 },  { 0x0346, 1 },
    { 0x034A, 3 },  { 0x0350, 3 }, { 0x0357, 1 },  { 0x035B, 1 },  { 0x0363, 13 }, { 0x0483, 5 },
    { 0x0592, 4 },  { 0x0597, 3 }, { 0x059C, 6 },  { 0x05A8, 2 },  { 0x05AB, 2 },  { 0x05AF, 1 },
    { 0x05C4, 1 },  { 0x0610, 8 }, { 0x0657, 5 },  { 0x065D, 2 },  { 0x06D6, 7 },  { 0x06DF, 4 },
    { 0x06E4, 1 },  { 0x06E7, 2 }, { 0x06EB, 2 },  { 0x0730, 1 },  { 0x0732, 2 },  { 0x0735, 2 },
    { 0x073A, 1 },  { 0x073D, 1 }, { 0x073F, 3 },  { 0x0743, 1 },  { 0x0745, 1 },  { 0x0747, 1 },
    { 0x0749, 2 },  { 0x07EB, 7 }, { 0x07F3, 1 },  { 0x0816, 4 },  { 0x081B, 9 },  { 0x0825, 3 },
    { 0x0829, 5 },  { 0x0951, 1 }, { 0x0953, 2 },  { 0x0F82, 2 },  { 0x0F86, 2 },  { 0x135D, 3 },
    { 0x17DD, 1 },  { 0x193A, 1 }, { 0x1A17, 1 },  { 0x1A75, 8 },  { 0x1B6B, 1 },  { 0x1B6D, 7 },
    { 0x1CD0, 3 },  { 0x1CDA, 2 }, { 0x1CE0, 1 },  { 0x1DC0, 2 },  { 0x1DC3, 7 },  { 0x1DCB, 2 },
    { 0x1DD1, 22 }, { 0x1DFE, 1 }, { 0x20D0, 2 },  { 0x20D4, 4 },  { 0x20DB, 2 },  { 0x20E1, 1 },
    { 0x20E7, 1 },  { 0x20E9, 1 }, { 0x20F0, 1 },  { 0x2CEF, 3 },  { 0x2DE0, 32 }, { 0xA66F, 1 },
    { 0xA67C, 2 },  { 0xA6F0, 2 }, { 0xA8E0, 18 }, { 0xAAB0, 1 },  { 0xAAB2, 2 },  { 0xAAB7, 2 },
    { 0xAABE, 2 },  { 0xAAC1, 1 }, { 0xFE20, 7 },  { 0x10A0F, 1 }, { 0x10A38, 1 }, { 0x1D185, 5 },
    { 0x1D1AA, 4 }, { 0x1D242, 3 }
};

static wchar_t get_mark(guint number)
{
    for (guint i = 0; i < G_N_ELEMENTS(marks); i++) {
        if (number < marks[i].n)
            return (wchar_t)(marks[i].first + number);
        number -= marks[i].n;
    }
    return (wchar_t)marks[0].first;
}

static guint get_high_byte(void)
{
    return 1 + (guint)getpid() % N_PROCESSES;
}

int kitty_get_colour(const struct picture_drawing *drawing)
{
    return FIRST_COLOUR + (int)(drawing->serial % N_COLOURS);
}

static guint32 get_number(const struct picture_drawing *drawing)
{
    return get_high_byte() << 24 | (guint32)kitty_get_colour(drawing);
}

bool kitty_has_placeholders(const struct terminal_facts *facts)
{
    guint major = 0, minor = 0;
    if (!facts->is_tmux && sscanf(facts->name, "kitty(%u.%u", &major, &minor) == 2)
        return major > 0 || minor >= KITTY_WITH_PLACEHOLDERS;
    if (!facts->is_tmux)
        return g_str_has_prefix(facts->name, "ghostty");
    /* tmux answers instead of the terminal; only the variables that the terminal has set identify
     * it */
    return g_getenv("KITTY_WINDOW_ID") || g_getenv("KITTY_PID") ||
           g_getenv("GHOSTTY_RESOURCES_DIR") || g_getenv("GHOSTTY_BIN_DIR");
}

void kitty_write_placeholder(const struct picture_drawing *drawing G_GNUC_UNUSED, guint row,
                             guint col, wchar_t text[5])
{
    text[0] = PLACEHOLDER;
    text[1] = get_mark(row);
    text[2] = get_mark(col);
    text[3] = get_mark(get_high_byte());
    text[4] = 0;
}

void kitty_append_send(GString *out, const struct terminal_facts *facts,
                       const struct picture_drawing *drawing)
{
    const gsize len = strlen(drawing->png);
    g_autoptr(GString) piece = g_string_new(NULL);
    for (gsize at = 0; at < len; at += CHUNK_BYTES) {
        const gsize n = MIN(len - at, CHUNK_BYTES);
        g_string_assign(piece, "\033_Gq=2,");
        if (at == 0 && kitty_has_placeholders(facts))
            g_string_append_printf(piece, "a=T,U=1,f=100,i=%u,c=%u,r=%u,", get_number(drawing),
                                   drawing->spec.cols, drawing->spec.rows);
        else if (at == 0)
            g_string_append_printf(piece, "a=t,f=100,i=%u,", get_number(drawing));
        g_string_append_printf(piece, "m=%d;", at + n < len);
        g_string_append_len(piece, drawing->png + at, (gssize)n);
        g_string_append(piece, "\033\\");
        terminal_append_passed(facts, out, piece->str, piece->len);
    }
}

void kitty_append_drop(GString *out, const struct terminal_facts *facts,
                       const struct picture_drawing *drawing)
{
    g_autofree char *text = g_strdup_printf("\033_Gq=2,a=d,d=I,i=%u\033\\", get_number(drawing));
    terminal_append_passed(facts, out, text, strlen(text));
}

void kitty_append_show(GString *out, const struct picture_drawing *drawing, guint row, guint place)
{
    const struct picture_spec *spec = &drawing->spec;
    g_string_append_printf(out, "\033_Gq=2,a=p,C=1,i=%u,p=%u,x=0,y=%u,w=%u,h=%u,c=%u,r=1\033\\",
                           get_number(drawing), place, row * spec->cell_height,
                           spec->cols * spec->cell_width, spec->cell_height, spec->cols);
}

void kitty_append_hide(GString *out, const struct picture_drawing *drawing, guint place)
{
    g_string_append_printf(out, "\033_Gq=2,a=d,d=i,i=%u,p=%u\033\\", get_number(drawing), place);
}
