/* SPDX-License-Identifier: MIT */
/* Articles without a title and without words: what they are called. */
#include "tests.h"

#include "store/item_name.h"

#include <string.h>

static void names_come_from_what_there_is(void)
{
    static const struct {
        const char *title, *content, *url, *file, *description, *name;
    } cases[] = {
        { "A title", "<img alt=x>", "http://h/1", NULL, NULL, "A title" },
        { "", "<p><img src=h.jpg alt='A heron,\n standing'></p>", "http://h/2", NULL, NULL,
          "A heron, standing" },
        { "", "<img src=a.png alt=''><img src=b.png title='A boat'>", NULL, NULL, NULL, "A boat" },
        { " ", "<img src=a.png>", "https://m.example/2", NULL, NULL, "m.example/2" },
        { "", "", "https://m.example/3?x=1", NULL, NULL, "m.example/3?x=1" },
        { "", "", "http://h/4", "https://m.example/audio/episode%206.mp3?t=1", NULL,
          "episode 6.mp3" },
        { "", "", "http://h/5", "https://m.example/p.jpg", "A red boat", "A red boat" },
        { "", "", "http://h/6", "https://m.example/", NULL, "h/6" },
        { "", "", NULL, NULL, NULL, "(no title)" },
        { "", "", "javascript:x", NULL, NULL, "(no title)" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct item_body *body = item_body_new();
        body->row.title = g_strdup(cases[i].title);
        body->row.url = g_strdup(cases[i].url);
        body->content = g_strdup(cases[i].content);
        body->content_len = strlen(body->content);
        if (cases[i].file) {
            struct item_enclosure *enclosure = item_body_add_enclosure(body);
            enclosure->url = g_strdup(cases[i].file);
            enclosure->description = g_strdup(cases[i].description);
        }
        g_autofree char *name = item_make_name(body);
        g_assert_cmpstr(name, ==, cases[i].name);
        item_body_free(body);
    }
}

void test_item_name_add(void)
{
    g_test_add_func("/item-name/comes-from-what-there-is", names_come_from_what_there_is);
}
