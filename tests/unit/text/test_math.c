/* SPDX-License-Identifier: MIT */
#include "tests.h"

static void check_rows(const char *const (*rows)[2], guint n)
{
    for (guint i = 0; i < n; i++) {
        g_autofree char *text = tests_render(rows[i][0], 60, PAGE_LINKS_NONE);
        g_assert_cmpstr(text, ==, rows[i][1]);
    }
}

static void reads_mathml(void)
{
    static const char *const rows[][2] = {
        { "a <math><mi>x</mi><mo>=</mo><mn>4</mn></math> b", "a x = 4 b\n" },
        { "<math><mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mrow><mn>2</mn><mi>c</mi>"
          "</mrow></mfrac></math>",
          "(a+b)/(2c)\n" },
        { "<math><msup><mi>x</mi><mn>2</mn></msup><msub><mi>y</mi><mi>i</mi></msub></math>",
          "x²yᵢ\n" },
        { "<math><msup><mi>e</mi><mrow><mi>a</mi><mi>b</mi></mrow></msup></math>", "e^(ab)\n" },
        { "<math><msqrt><mi>x</mi></msqrt><mroot><mi>y</mi><mn>3</mn></mroot></math>",
          "√(x)∛(y)\n" },
        { "<math><mo>(</mo><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr><mtr><mtd>"
          "<mn>3</mn></mtd><mtd><mn>4</mn></mtd></mtr></mtable><mo>)</mo></math>",
          "(1 2; 3 4)\n" },
        { "<math><munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi>"
          "</munderover><mi>i</mi></math>",
          "∑ᵢ₌₁ⁿ i\n" },
        { "<math><semantics><mi>x</mi><annotation>\\tex</annotation></semantics></math>", "x\n" },
        { "<math><mi>sin</mi><mo>&#x2061;</mo><mi>x</mi></math>", "sin x\n" },
        { "a<math display=block><mi>x</mi></math>b", "a\n    x\nb\n" },
        { "<math>stray <mi>x</mi></math>", "stray x\n" },
    };
    check_rows(rows, G_N_ELEMENTS(rows));
}

static void reads_tex(void)
{
    static const char *const rows[][2] = {
        { "so \\(\\frac{a+b}{2c}\\).", "so (a+b)/(2c).\n" },
        { "\\(\\sqrt{x^2+1} \\le \\sum_{k=1}^n \\alpha_k\\)", "√(x²+1) ≤ ∑ₖ₌₁ⁿ αₖ\n" },
        { "\\( 2 \\times 10^{-3} \\)", "2 × 10⁻³\n" },
        { "$$\\int_0^1 f(x)\\,dx$$ rest", "    ∫₀¹ f(x) dx\nrest\n" },
        { "$latex E=mc^2$", "E = mc²\n" },
        { "\\(\\begin{bmatrix}2&2+i\\\\4&-i\\\\\\end{bmatrix}\\)", "[2 2+i; 4 −i]\n" },
        { "\\(\\overline{A^T}:=b\\)", "overline(A^T) := b\n" },
        { "\\(\\begin{pmatrix} 1 & 0 \\\\ 0 & 1 \\end{pmatrix}\\)", "(1 0; 0 1)\n" },
        { "\\(\\left.\\frac{1}{2}\\right)\\)", "1/2)\n" },
        { "\\(\\unknown{x}^{y\\)", "\\unknown x^y\n" },
        { "a <img class=mwe-math-fallback-image-inline alt=A>, "
          "<img src=http://h/latex.php?latex=n alt=n>th",
          "a A, nth\n" },
        { "<img class=latex alt='\\frac{a}{b}'>", "a/b\n" },
    };
    check_rows(rows, G_N_ELEMENTS(rows));
}

/* Prices, regular expressions, code. */
static void leaves_what_is_no_formula(void)
{
    static const char *const rows[][2] = {
        { "$5 and $$6, $$ and", "$5 and $$6, $$ and\n" },
        { "grep '\\(abc\\)'", "grep '\\(abc\\)'\n" },
        { "<code>\\(x^2\\)</code>", "\\(x^2\\)\n" },
        { "\\( open", "\\( open\n" },
    };
    check_rows(rows, G_N_ELEMENTS(rows));
}

static void stays_linear(void)
{
    static const char *const rows[] = { "\\(",    "$$",           "\\(x^2 $$a=b$$", "\\({",
                                        "<math>", "<math><mrow>", "<msup>",         "\\(\\frac{" };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GString) html = g_string_new(NULL);
        while (html->len < 1000000)
            g_string_append(html, rows[i]);
        const gint64 start = g_get_monotonic_time();
        g_autofree char *text = tests_render(html->str, 80, PAGE_LINKS_NONE);
        g_assert_cmpint(g_get_monotonic_time() - start, <, 10 * G_USEC_PER_SEC);
    }
}

void test_math_add(void)
{
    g_test_add_func("/math/reads-mathml", reads_mathml);
    g_test_add_func("/math/reads-tex", reads_tex);
    g_test_add_func("/math/leaves-what-is-no-formula", leaves_what_is_no_formula);
    g_test_add_func("/math/stays-linear-when-hostile", stays_linear);
}
