/* SPDX-License-Identifier: MIT */
#include "tests.h"

#include "base/fold.h"

#include <string.h>

static void one_form_for_all_spellings(void)
{
    /* each row is one word, as people write it */
    static const char *const rows[][5] = {
        { "αθηνα", "Αθήνα", "ΑΘΗΝΑ", "Ἀθήνα" },
        { "елочный", "ёлочный", "ЁЛОЧНЫЙ", "е\u0308лочныи\u0306" },
        { "мед", "мёд", "МЁД" },
        { "lodz", "Łódź", "ŁÓDŹ" },
        { "strasse", "Straße", "STRASSE", "STRAẞE" },
        { "oeuvre", "Œuvre", "ŒUVRE" },
        { "aether", "Æther", "ÆTHER" },
        { "isik", "ışık", "IŞIK", "Işık" },
        { "istanbul", "İstanbul", "ISTANBUL" },
        { "smorrebrod", "Smørrebrød", "SMØRREBRØD" },
        { "dordevic", "Đorđević" },
        { "thor", "Þor" },
        { "カタカナ", "ｶﾀｶﾅ" },
        { "ガギグ", "ｶﾞｷﾞｸﾞ", "カ\u3099キ\u3099ク\u3099" },
        { "full", "ＦＵＬＬ", "Full" },
        { "donaudampfschiff", "Donau\u00addampf\u00adschiff", "Donau\u200bdampf\u2060schiff" },
        { "isn't", "isn\u2019t", "ISN\u02bcT" },
        { "\"so\"", "\u201cso\u201d", "\u201eso\u201c", "\uff02so\uff02" },
        { "a-b", "a\u2013b", "a\u2011b" },
        { "ascend", "a\u200dscend", "\ufeffascend" },
        { "cafe", "café", "cafe\u0301", "CAFÉ" },
        { "file", "\ufb01le" },
        { "a b", "a\n b", "a\u00a0b", "a \t b", "a\u3000b" },
        { "שלום", "שָׁלוֹם" },
        { "محمد", "مُحَمَّد", "محـــمد" },
        { "nguyen", "Nguyễn", "Nguyê\u0303n" },
        { "한국어", "한국어" },
        { "กี่", "กี่" }, /* its marks are letters */
        { "हिन्दी", "हिन्दी" },
        { "", "", "\u00ad" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
        for (guint k = 0; k < G_N_ELEMENTS(rows[i]) && rows[i][k]; k++) {
            g_autofree char *folded = fold_text(rows[i][k]);
            g_assert_cmpstr(folded, ==, rows[i][0]);
        }
}

static void letters_of_their_own_stay(void)
{
    static const char *const rows[][2] = {
        { "й", "и" }, { "が", "か" }, { "ぱ", "は" }, { "ў", "у" }, { "का", "क" }, { "пой", "пои" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *left = fold_text(rows[i][0]), *right = fold_text(rows[i][1]);
        g_assert_cmpstr(left, !=, right);
    }
}

static void places_lead_back(void)
{
    static const char text[] = "Ab \n\u0301\u00df\u00adc\u2019d e\u0301f";
    guint32 *places = NULL;
    g_autofree char *folded = fold_text_with_places(text, strlen(text), &places);
    g_assert_cmpstr(folded, ==, "ab ssc'd ef");
    const guint32 expected[] = { 0, 1, 2, 6, 6, 10, 11, 14, 15, 16, 19, 20 };
    for (guint i = 0; i <= strlen(folded); i++)
        g_assert_cmpuint(places[i], ==, expected[i]);
    g_free(places);
}

static void anything_can_be_folded(void)
{
    for (gunichar c = 1; c < 0x30000; c++) {
        char bytes[7] = { 0 };
        if (!g_unichar_validate(c))
            continue;
        g_unichar_to_utf8(c, bytes);
        g_autofree char *once = fold_text(bytes);
        g_autofree char *twice = fold_text(once);
        g_assert_true(g_utf8_validate(once, -1, NULL));
        g_assert_cmpstr(once, ==, twice);
    }
}

void test_fold_add(void)
{
    g_test_add_func("/fold/one-form-for-all-spellings", one_form_for_all_spellings);
    g_test_add_func("/fold/keeps-letters-of-their-own", letters_of_their_own_stay);
    g_test_add_func("/fold/places-lead-back", places_lead_back);
    g_test_add_func("/fold/takes-anything", anything_can_be_folded);
}
