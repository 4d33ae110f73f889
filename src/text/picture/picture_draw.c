/* SPDX-License-Identifier: MIT */
/* Pixels made what a terminal shows, in the form that it knows. */
#include "config.h"

#include "picture_draw.h"

#ifdef CHAFA_SONAME
#define HAS_CHAFA true
#else
#define HAS_CHAFA false
#endif
#if defined(CHAFA_SONAME) && defined(PNG_SONAME)
#define HAS_PNG true
#else
#define HAS_PNG false
#endif
#if defined(CHAFA_SONAME) && defined(SIXEL_SONAME)
#define HAS_SIXEL true
#else
#define HAS_SIXEL false
#endif

static const struct {
    bool is_exact; /* wants exactly the pixels that the cells cover */
    picture_drawer *draw;
    bool is_there; /* in this program */
} forms[] = {
    [PICTURE_BLOCKS] = { false, picture_draw_cells, HAS_CHAFA },
    [PICTURE_BRAILLE] = { false, picture_draw_cells, HAS_CHAFA },
    [PICTURE_KITTY] = { true, picture_draw_kitty, HAS_PNG },
    [PICTURE_SIXEL] = { true, picture_draw_sixel, HAS_SIXEL },
    [PICTURE_ITERM2] = { true, picture_draw_iterm2, HAS_PNG },
};

bool picture_can_draw(enum picture_form form)
{
    g_assert(form < G_N_ELEMENTS(forms));
    return forms[form].is_there;
}

bool picture_draw_none(GError **error)
{
    g_set_error_literal(error, PICTURE_ERROR, PICTURE_ERROR_DECODER,
                        "this newsdeck was built without that kind of pictures");
    return false;
}

bool picture_spec_get_size(const struct picture_spec *spec, guint *width, guint *height)
{
    g_assert(spec->form < G_N_ELEMENTS(forms));
    *width = CLAMP(spec->cols * spec->cell_width, 1, PICTURE_MAX_SIDE_PIXELS);
    *height = CLAMP(spec->rows * spec->cell_height, 1, PICTURE_MAX_SIDE_PIXELS);
    return forms[spec->form].is_exact;
}

static void drawing_clear(void *data)
{
    struct picture_drawing *drawing = data;
    g_free(drawing->cells);
    g_free(drawing->png);
    g_strfreev(drawing->strips);
}

struct picture_drawing *picture_drawing_ref(struct picture_drawing *drawing)
{
    return g_atomic_rc_box_acquire(drawing);
}

void picture_drawing_unref(struct picture_drawing *drawing)
{
    if (drawing)
        g_atomic_rc_box_release_full(drawing, drawing_clear);
}

struct picture_drawing *picture_draw(const struct picture_pixels *pixels,
                                     const struct picture_spec *spec, GError **error)
{
    g_assert(pixels && pixels->rgba && spec->form < G_N_ELEMENTS(forms));
    if (forms[spec->form].is_exact && (pixels->width != spec->cols * spec->cell_width ||
                                       pixels->height != spec->rows * spec->cell_height)) {
        g_set_error_literal(error, PICTURE_ERROR, PICTURE_ERROR_DECODER,
                            "the decoder's picture has another size");
        return NULL;
    }
    struct picture_drawing *drawing = g_atomic_rc_box_new0(struct picture_drawing);
    drawing->spec = *spec;
    if (forms[spec->form].draw(drawing, pixels, error))
        return drawing;
    picture_drawing_unref(drawing);
    return NULL;
}
