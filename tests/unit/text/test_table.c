/* SPDX-License-Identifier: MIT */
#include "tests.h"

static void sets_columns(void)
{
    g_autofree char *text =
        tests_render("<table><caption>C</caption><tr><th>Name<th>N<tr><td>Alpha<td>1"
                     "<tr><td>\xe6\x9d\xb1<td>2</table>",
                     40, PAGE_LINKS_NONE);
    g_assert_cmpstr(text, ==,
                    "C\nName   N\n\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80"
                    "\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\nAlpha  1\n\xe6\x9d\xb1     2\n");
}

static void wraps_cells(void)
{
    g_autofree char *text = tests_render(
        "<table><tr><td>k<td>one two three four<tr><td>l<td>five</table>", 14, PAGE_LINKS_NONE);
    g_assert_cmpstr(text, ==, "k  one two\n   three four\nl  five\n");
}

static void spans_keep_columns(void)
{
    g_autofree char *text =
        tests_render("<table><tr><td rowspan=2>a<td>b<td>c<tr><td colspan=2>wide<tr><td>d<td>e<td>f"
                     "</table>",
                     40, PAGE_LINKS_NONE);
    g_assert_cmpstr(text, ==, "a  b  c\n   wide\nd  e  f\n");
}

static void aligns_cells(void)
{
    g_autofree char *text = tests_render(
        "<table><tr><th>Item<th align=right>Price<th style='text-align: center'>Here<tr><td>a"
        "<td align=right>1.20<td style='text-align:center'>no<tr align=right><td>b<td>12.00<td>x"
        "</table>",
        40, PAGE_LINKS_NONE);
    g_assert_cmpstr(text, ==,
                    "Item  Price  Here\n─────────────────\na      1.20   no\n   b  12.00     x\n");
}

static void heads_of_two_rows_are_one(void)
{
    g_autofree char *text = tests_render(
        "<table><tr><th colspan=2>H<tr><th>a<th>b<tr><td>1<td>2</table>", 40, PAGE_LINKS_NONE);
    g_assert_cmpstr(text, ==, "H\na  b\n────\n1  2\n");
}

static void makes_records_when_too_narrow(void)
{
    g_autofree char *text =
        tests_render("<table><tr><th>First<th>Second<tr><td>abcdefghi<td>jklmnopqr"
                     "<tr><td>x<td>y</table>",
                     16, PAGE_LINKS_NONE);
    g_assert_cmpstr(
        text, ==, "First\nSecond\n\nFirst: abcdefghi\nSecond:\njklmnopqr\n\nFirst: x\nSecond: y\n");
}

static void one_column_is_no_table(void)
{
    g_autofree char *text = tests_render(
        "<table><tr><td><p>a</p><table><tr><td>b<td>c</table></table>", 40, PAGE_LINKS_NONE);
    g_assert_cmpstr(text, ==, "a\n\nb  c\n");
}

void test_table_add(void)
{
    g_test_add_func("/table/sets-columns", sets_columns);
    g_test_add_func("/table/aligns-cells", aligns_cells);
    g_test_add_func("/table/heads-of-two-rows-are-one", heads_of_two_rows_are_one);
    g_test_add_func("/table/wraps-cells", wraps_cells);
    g_test_add_func("/table/spans-keep-columns", spans_keep_columns);
    g_test_add_func("/table/makes-records-when-too-narrow", makes_records_when_too_narrow);
    g_test_add_func("/table/is-text-when-one-column", one_column_is_no_table);
}
