/* SPDX-License-Identifier: MIT */
/* What stands beside an article, and is longer than it: consent to cookies, comments. Every kind of
 * it is put before, behind and into every kind of page, around articles of 1, 2, 3 and 6
 * paragraphs. */
#include "tests.h"

#include "text/extract.h"

#include <string.h>

struct frame {
    const char *name, *open, *close;
};

/* A box: its markup around paragraphs ("%p") that the test fills in. */
struct box {
    const char *name, *html;
};

static const struct frame pages[] = {
    { "main", "<main><h1>Ferry back in the harbour</h1>", "</main>" },
    { "article",
      "<article class=post><header><h1>Ferry back in the harbour</h1></header><div "
      "class=entry-content>",
      "</div></article>" },
    { "content-div", "<div id=content><div class=post><h1>Ferry back in the harbour</h1>",
      "</div></div>" },
    { "neutral-div", "<div class=a1><div class=a2><h1>Ferry back in the harbour</h1>",
      "</div></div>" },
    { "section", "<section><h1>Ferry back in the harbour</h1>", "</section>" },
    { "title-apart",
      "<div class=top><h1>Ferry back in the harbour</h1><p class=by>By Ann Lee</p></div><div "
      "class=story-body>",
      "</div>" },
    { "role-main", "<div role=main><h2>Ferry back in the harbour</h2><div>", "</div></div>" },
};

static const struct box consents[] = {
    { "onetrust", "<div id=onetrust-consent-sdk><div class=ot-sdk-container>%p<button "
                  "id=onetrust-accept-btn-handler>Accept all</button></div></div>" },
    { "onetrust-pc", "<div id=onetrust-pc-sdk class='otPcCenter ot-hide'><h2>Preference "
                     "centre</h2>%p</div>" },
    { "cookiebot", "<div id=CybotCookiebotDialog name=CybotCookiebotDialog role=dialog><div "
                   "id=CybotCookiebotDialogBody>%p</div></div>" },
    { "didomi", "<div id=didomi-host data-nosnippet=true><div id=didomi-notice "
                "class=didomi-regular-notice>%p</div></div>" },
    { "usercentrics", "<div id=usercentrics-root><div class=uc-banner-content>%p</div></div>" },
    { "quantcast", "<div id=qc-cmp2-container><div id=qc-cmp2-main><div "
                   "class=qc-cmp2-summary-info>%p</div></div></div>" },
    { "trustarc", "<div id=truste-consent-track class=truste_box_overlay><div "
                  "id=truste-consent-content>%p</div></div>" },
    { "iubenda", "<div id=iubenda-cs-banner class=iubenda-cs-bottom><div "
                 "class=iubenda-cs-content>%p</div></div>" },
    { "osano", "<div class='osano-cm-window'><div class='osano-cm-dialog "
               "osano-cm-dialog--type_bar'>%p</div></div>" },
    { "cookieconsent", "<div role=alert aria-label=cookieconsent class='cc-window cc-banner "
                       "cc-type-info'><span class=cc-message>%p</span></div>" },
    { "termly", "<div id=termly-code-snippet-support><div class='termly-styles-module-root "
                "t-consentPrompt'>%p</div></div>" },
    { "complianz", "<div id=cmplz-cookiebanner-container><div class='cmplz-cookiebanner "
                   "cmplz-bottom-right'><div class=cmplz-body>%p</div></div></div>" },
    { "cookieyes", "<div class='cky-consent-container cky-box-bottom-left'><div "
                   "class=cky-consent-bar>%p</div></div>" },
    { "klaro", "<div id=klaro><div class=klaro><div class='cookie-modal cm-modal'>%p</div></div>"
               "</div>" },
    { "sourcepoint", "<div id=sp_message_container_48213><div class=message-component>%p</div>"
                     "</div>" },
    { "funding-choices",
      "<div class=fc-consent-root><div class=fc-dialog-container>%p</div></div>" },
    { "borlabs", "<div id=BorlabsCookieBox class=BorlabsCookie><div class=_brlbs-box>%p</div>"
                 "</div>" },
    { "tarteaucitron", "<div id=tarteaucitronRoot><div id=tarteaucitronAlertBig>%p</div></div>" },
    { "axeptio", "<div id=axeptio_overlay><div>%p</div></div>" },
    { "cookie-notice", "<section id=cookie-notice class=cn-position-bottom>%p</section>" },
    { "cookie-law-info", "<div id=cookie-law-info-bar><span>%p</span></div>" },
    { "cookie-banner", "<div id=cookie-banner>%p</div>" },
    { "cookieBar", "<div class=siteCookieBar>%p</div>" },
    { "gdpr", "<div class=modal-dialog id=gdpr-consent role=dialog><h2>We value your privacy</h2>"
              "%p</div>" },
    { "cmp", "<aside class=cmp>%p</aside>" },
    { "privacy", "<div class='privacy-manager open'><h2>Your privacy</h2>%p</div>" },
    { "dialog", "<dialog open><form method=dialog>%p<button>OK</button></form></dialog>" },
    { "role-dialog", "<div role=dialog aria-label=Cookies>%p</div>" },
    { "alertdialog", "<section role=alertdialog>%p</section>" },
    { "aria-modal", "<div aria-modal=true class=q>%p</div>" },
    { "fixed", "<div class=cc style='position:fixed;bottom:0'>%p</div>" },
    { "sticky", "<div style='z-index: 99; position : sticky !important'><h2>Cookies</h2>%p</div>" },
    { "neutral", "<div class='x1 y2'><h2>We value your privacy</h2>%p</div>" },
    { "neutral-list", "<div class=k9><ul><li>%p</li></ul><button>Accept</button></div>" },
    { "nested", "<div class=r1><div class=r2><div class=r3>%p</div><div><a href='#'>Reject "
                "all</a></div></div></div>" },
};

static const struct box comments[] = {
    { "wordpress", "<div id=comments class=comments-area><h2 class=comments-title>8 thoughts on "
                   "“Ferry back in the harbour”</h2><ol class=comment-list>%c<li class='comment "
                   "even'><article class=comment-body>%p</article></li>%/c</ol></div>" },
    { "wordpress-old", "<div class=commentlist>%c<div class=comment-author>%p</div>%/c</div>" },
    { "respond", "<div id=respond class=comment-respond><h3>Leave a Reply</h3></div><ol "
                 "class=replies>%c<li>%p</li>%/c</ol>" },
    { "disqus", "<div id=disqus_thread>%c<div class=post-message>%p</div>%/c</div>" },
    { "discourse", "<div id=discourse-comments>%c<div class=topic-post>%p</div>%/c</div>" },
    { "schema", "<div class=t>%c<div itemprop=comment itemscope "
                "itemtype='https://schema.org/Comment'>%p</div>%/c</div>" },
    { "microdata", "<div class=t>%c<div itemscope itemtype='http://schema.org/UserComments'>%p"
                   "</div>%/c</div>" },
    { "section", "<section class=comments-area aria-label=Comments><h2>5 comments</h2>%c<article "
                 "class=comment>%p</article>%/c</section>" },
    { "responses", "<div class=responses><h3>Responses</h3>%c<div class=reply>%p</div>%/c</div>" },
    { "isso", "<section id=isso-thread>%c<div class=isso-comment>%p</div>%/c</section>" },
    { "camel", "<div class=articleComments>%c<div class=commentText>%p</div>%/c</div>" },
    { "german", "<div class=leserkommentare><h3>Kommentare (8)</h3>%c<div>%p</div>%/c</div>" },
    { "french", "<section id=commentaires>%c<article>%p</article>%/c</section>" },
    { "aside", "<aside id=discussion><h2>Discussion</h2>%c<div>%p</div>%/c</aside>" },
    { "list", "<ul class=webmentions>%c<li class=h-cite>%p</li>%/c</ul>" },
    { "heading-count", "<div class=k1><h3>12 comments</h3>%c<div class=k2>%p</div>%/c</div>" },
    { "heading-word", "<section><h2>Comments</h2>%c<div class=k2>%p</div>%/c</section>" },
    { "heading-de", "<div><h4>8 Kommentare</h4><ul>%c<li>%p</li>%/c</ul></div>" },
    { "reply-links", "<div class=z>%c<div class=z1><b>Ann</b>%p<a href='#r'>Reply</a></div>%/c"
                     "</div>" },
    { "neutral", "<div class=a3>%c<div class=a4>%p</div>%/c</div>" },
    { "neutral-list", "<ul class=q1>%c<li class=q2>%p</li>%/c</ul>" },
    { "neutral-section", "<section>%c<div class=m4>%p</div>%/c</section>" },
};

static void append_article(GString *page, guint n, bool is_short)
{
    for (guint i = 0; i < n; i++)
        g_string_append_printf(
            page,
            is_short ? "<p>Stretch %u of the quay is open, the keeper said.</p>"
                     : "<p>Stretch %u of the harbour and its ferry, which after eleven "
                       "years, and against the advice of the council, returned on a morning "
                       "in spring; nobody had expected it, said the keeper.</p>",
            i);
}

static void append_consent(GString *page, guint n)
{
    for (guint i = 0; i < n; i++)
        g_string_append_printf(
            page,
            "<p>BANNER: we and our %u partners store and access information on a device, such as "
            "cookies, and process personal data, such as unique identifiers, for personalised "
            "advertising, measurement, audience research and services development. With your "
            "permission we may use precise location data. You may click to consent.</p>",
            i + 3);
}

static void append_comment(GString *page, guint n, guint number)
{
    for (guint i = 0; i < n; i++)
        g_string_append_printf(
            page,
            "<p>REMARK %u says that ships like these, in my experience, and I have had many, never "
            "leave in May; they leave in autumn, when all of us have gone home, as is known.</p>",
            number);
}

/* The box with its paragraphs; what stands between %c and %/c n_items times. */
static void append_box(GString *page, const char *html, bool is_consent, guint n_items)
{
    const char *item = NULL;
    guint left = 0;
    for (const char *p = html; *p;) {
        if (strncmp(p, "%c", 2) == 0) {
            item = p += 2;
            left = n_items;
        } else if (strncmp(p, "%/c", 3) == 0) {
            if (--left)
                p = item;
            else
                p += 3;
        } else if (strncmp(p, "%p", 2) == 0) {
            is_consent ? append_consent(page, 6) : append_comment(page, 2, left);
            p += 2;
        } else {
            g_string_append_c(page, *p++);
        }
    }
}

enum place { BEFORE, WITHIN, BEHIND, INSIDE, AT_END, N_PLACES };
static const char *const place_names[] = { "before", "within", "behind", "inside", "at the end" };

static char *make_page(const struct frame *frame, const struct box *box, bool is_consent, guint n,
                       bool is_short, enum place place)
{
    GString *page = g_string_new("<!doctype html><html lang=en><head><title>Ferry back in the "
                                 "harbour | The Bulletin</title></head><body><header><nav><a "
                                 "href=/>Home</a> <a href=/n>News</a></nav></header>");
    if (place == BEFORE)
        append_box(page, box->html, is_consent, 8);
    g_string_append(page, place == INSIDE ? "<div id=wrap>" : "");
    g_string_append(page, frame->open);
    append_article(page, n, is_short);
    if (place == WITHIN)
        append_box(page, box->html, is_consent, 8);
    g_string_append(page, frame->close);
    if (place == BEHIND || place == INSIDE)
        append_box(page, box->html, is_consent, 8);
    g_string_append(page, place == INSIDE ? "</div>" : "");
    g_string_append(page, "<footer>© Bulletin</footer>");
    if (place == AT_END)
        append_box(page, box->html, is_consent, 8);
    g_string_append(page, "</body></html>");
    return g_string_free(page, FALSE);
}

/* NULL, or what is wrong with the article of the page. */
static const char *find_fault(const char *html, guint n)
{
    const struct extract_options options = { .base_url = "http://h/2026/ferry.html" };
    struct extract_page *page = extract_article(html, strlen(html), &options, NULL);
    const char *fault = page ? NULL : "nothing";
    guint n_found = 0;
    for (const char *p = page ? page->content_text : ""; (p = strstr(p, "Stretch ")); p++)
        n_found++;
    if (page && n_found < n)
        fault = n_found ? "an article cut off" : "no article";
    else if (page && (strstr(page->content_text, "BANNER") || strstr(page->content_text, "REMARK")))
        fault = "what stands beside";
    else if (page && page->length >= 140 && !page->is_article)
        fault = "no article, it says";
    extract_page_free(page);
    return fault;
}

static guint check_boxes(const struct box *boxes, guint n_boxes, bool is_consent, guint *n_pages)
{
    static const guint sizes[] = { 1, 2, 3, 6 };
    guint n_faults = 0;
    for (guint b = 0; b < n_boxes; b++)
        for (guint f = 0; f < G_N_ELEMENTS(pages); f++)
            for (guint k = 0; k < G_N_ELEMENTS(sizes) * 2 * N_PLACES; k++) {
                const enum place place = k % N_PLACES;
                if (!is_consent &&
                    (place == BEFORE ||
                     (place == WITHIN && g_str_has_prefix(boxes[b].name, "neutral"))))
                    continue; /* no page has them there */
                const bool is_short = k / N_PLACES % 2;
                const guint n = sizes[k / N_PLACES / 2];
                g_autofree char *html =
                    make_page(&pages[f], &boxes[b], is_consent, n, is_short, place);
                const char *fault = find_fault(html, n);
                ++*n_pages;
                if (!fault)
                    continue;
                n_faults++;
                g_test_message("%s: %s %s, %u %s paragraphs in %s", fault, boxes[b].name,
                               place_names[place], n, is_short ? "short" : "long", pages[f].name);
            }
    return n_faults;
}

static void leaves_consent_out(void)
{
    guint n_pages = 0;
    const guint n = check_boxes(consents, G_N_ELEMENTS(consents), true, &n_pages);
    g_test_message("%u of %u", n, n_pages);
    g_assert_cmpuint(n, ==, 0);
}

static void leaves_comments_out(void)
{
    guint n_pages = 0;
    const guint n = check_boxes(comments, G_N_ELEMENTS(comments), false, &n_pages);
    g_test_message("%u of %u", n, n_pages);
    g_assert_cmpuint(n, ==, 0);
}

void test_extract_beside_add(void)
{
    g_test_add_func("/extract/leaves-consent-out", leaves_consent_out);
    g_test_add_func("/extract/leaves-comments-out", leaves_comments_out);
}
