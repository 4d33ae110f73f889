/* SPDX-License-Identifier: MIT */
/* Pictures: what their files say of themselves, what the decoder may answer. */
#include "tests.h"

#include "text/picture.h"

#include <string.h>

/* A head as bytes, which may hold NULs. */
#define HEAD(text) text, sizeof text - 1

static void assert_size(const char *bytes, gsize len, const char *format, guint width, guint height)
{
    struct picture_facts facts;
    g_autoptr(GError) error = NULL;
    picture_look(bytes, len, &facts, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(facts.format, ==, format);
    g_assert_cmpuint(facts.width, ==, width);
    g_assert_cmpuint(facts.height, ==, height);
}

static void assert_refused(const char *bytes, gsize len, enum picture_error code)
{
    struct picture_facts facts;
    g_autoptr(GError) error = NULL;
    g_assert_false(picture_look(bytes, len, &facts, &error));
    g_assert_error(error, PICTURE_ERROR, (gint)code);
}

#define PNG "\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
#define JPEG "\xff\xd8\xff\xe0\0\x04JF\xff\xff\xc4\0\x02\xff\xc2\0\x11\x08\0\x14\0\x20\x03"
#define WEBP(kind) "RIFF\x40\0\0\0WEBP" kind "\x20\0\0\0"
#define BMP(rest) "BM\x46\0\0\0\0\0\0\0\x36\0\0\0" rest

static void test_sizes(void)
{
    assert_size(HEAD(PNG "\0\0\1\0\0\0\0\x40\x08\2\0\0\0"), "png", 256, 64);
    assert_size(HEAD(JPEG), "jpeg", 32, 20);
    assert_size(HEAD("GIF89a\x20\0\x14\0\0\0\0"), "gif", 32, 20);
    assert_size(HEAD("GIF87a\x20\1\x14\0\0\0\0"), "gif", 288, 20);
    assert_size(HEAD(WEBP("VP8X") "\0\0\0\0\x1f\0\0\x13\0\0"), "webp", 32, 20);
    assert_size(HEAD(WEBP("VP8L") "\x2f\x1f\xc0\x04\x00"), "webp", 32, 20);
    assert_size(HEAD(WEBP("VP8 ") "\0\0\0\x9d\1\x2a\x20\0\x14\0"), "webp", 32, 20);
    assert_size(HEAD(BMP("\x28\0\0\0\x20\0\0\0\x14\0\0\0")), "bmp", 32, 20);
    assert_size(HEAD(BMP("\x28\0\0\0\x20\0\0\0\xec\xff\xff\xff")), "bmp", 32, 20);
    assert_size(HEAD(BMP("\x0c\0\0\0\x20\0\x14\0")), "bmp", 32, 20);
}

static void test_bombs(void)
{
    assert_refused(HEAD(PNG "\0\0\xea\x60\0\0\xea\x60\x08\2\0\0\0"), PICTURE_ERROR_TOO_LARGE);
    assert_refused(HEAD(PNG "\xff\xff\xff\xff\xff\xff\xff\xff\x08"), PICTURE_ERROR_TOO_LARGE);
    assert_refused(HEAD("GIF89a\xff\xff\xff\xff\0\0\0"), PICTURE_ERROR_TOO_LARGE);
    assert_refused(HEAD(WEBP("VP8X") "\0\0\0\0\xff\xff\xff\xff\xff\xff"), PICTURE_ERROR_TOO_LARGE);
    assert_refused(HEAD(BMP("\x28\0\0\0\xff\xff\xff\xff\0\0\0\x80")), PICTURE_ERROR_TOO_LARGE);
}

static void test_nonsense(void)
{
    assert_refused(HEAD(""), PICTURE_ERROR_UNKNOWN);
    assert_refused(HEAD("<svg width='9'>"), PICTURE_ERROR_UNKNOWN);
    assert_refused(HEAD("RIFF\x40\0\0\0WAVEfmt "), PICTURE_ERROR_UNKNOWN);
    assert_refused(HEAD(PNG "\0\0\0\0\0\0\0\1\x08"), PICTURE_ERROR_BROKEN);
    assert_refused(HEAD("\xff\xd8\xff\xd8\xff\xd8\0\0\0\0\0\0\0\0"), PICTURE_ERROR_BROKEN);
}

/* Every beginning of a file is refused or understood, and no byte beyond it is read. */
static void test_cut(void)
{
    static const struct {
        const char *bytes;
        gsize len;
    } files[] = {
        { HEAD(PNG "\0\0\1\0\0\0\0\x40\x08\2\0\0\0") },
        { HEAD(JPEG) },
        { HEAD("GIF89a\x20\0\x14\0\0\0\0") },
        { HEAD(WEBP("VP8L") "\x2f\x1f\xc0\x04\x00") },
        { HEAD(WEBP("VP8 ") "\0\0\0\x9d\1\x2a\x20\0\x14\0") },
        { HEAD(BMP("\x28\0\0\0\x20\0\0\0\x14\0\0\0")) },
    };
    for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
        for (gsize len = 1; len < files[i].len; len++) {
            g_autofree char *part = g_malloc(len); /* no byte more, for the sanitizer */
            memcpy(part, files[i].bytes, len);
            struct picture_facts facts;
            if (picture_look(part, len, &facts, NULL))
                g_assert_cmpuint(facts.width * facts.height, >, 0);
        }
    }
}

static bool reads(const char *answer, gsize len)
{
    struct picture_pixels pixels;
    return picture_read_pixels(answer, len, 2, 2, &pixels, NULL);
}

static void test_answer(void)
{
    struct picture_pixels pixels;
    g_assert_true(picture_read_pixels(HEAD("picture 2 1 20 10\nabcdefgh"), 2, 2, &pixels, NULL));
    g_assert_cmpuint(pixels.width, ==, 2);
    g_assert_cmpuint(pixels.natural_height, ==, 10);
    g_assert_cmpint(memcmp(pixels.rgba, "abcdefgh", 8), ==, 0);
    g_assert_false(reads(HEAD("")));
    g_assert_false(reads(HEAD("picture 2 1 20 10\nabcdefg")));
    g_assert_false(reads(HEAD("picture 2 1 20 10\nabcdefghi")));
    g_assert_false(reads(HEAD("picture 3 1 20 10\nabcdefghijkl")));
    g_assert_false(reads(HEAD("picture 0 0 20 10\n")));
    g_assert_false(reads(HEAD("picture 1 1 0 10\nabcd")));
    g_assert_false(reads(HEAD("picture 999999999 999999999 20 10\n")));
    g_assert_false(reads(HEAD("picture -1 -1 20 10\nabcd")));
}

void test_picture_add(void)
{
    g_test_add_func("/picture/tells-format-and-size-by-the-head", test_sizes);
    g_test_add_func("/picture/refuses-bombs-without-decoding", test_bombs);
    g_test_add_func("/picture/refuses-what-is-no-picture", test_nonsense);
    g_test_add_func("/picture/reads-no-byte-beyond-the-end", test_cut);
    g_test_add_func("/picture/believes-a-decoder-only-what-is-exact", test_answer);
}
