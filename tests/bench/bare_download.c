/* SPDX-License-Identifier: MIT */
/* What libcurl alone takes to fetch every address on standard input: one multi handle, 100
 * connections, 6 a host. With the argument "etag" each request says If-None-Match with the value
 * that the server gives everyone. */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t drop(char *data, size_t size, size_t n, void *total)
{
    (void)data;
    *(size_t *)total += size * n;
    return size * n;
}

int main(int argc, char **argv)
{
    static char line[1000];
    size_t total = 0;
    int running = 0, n_ready = 0, n_open = 0, n_done = 0, more = 1;
    struct curl_slist *headers = NULL;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    CURLM *multi = curl_multi_init();
    curl_multi_setopt(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, 100L);
    curl_multi_setopt(multi, CURLMOPT_MAX_HOST_CONNECTIONS, 6L);
    if (argc > 1)
        headers = curl_slist_append(NULL, argv[1]);
    while (more || n_open) {
        while (more && n_open < 100) {
            if (!fgets(line, sizeof line, stdin)) {
                more = 0;
                break;
            }
            line[strcspn(line, " \n")] = 0;
            CURL *easy = curl_easy_init();
            curl_easy_setopt(easy, CURLOPT_URL, line);
            curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, drop);
            curl_easy_setopt(easy, CURLOPT_WRITEDATA, &total);
            curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
            if (headers)
                curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
            curl_multi_add_handle(multi, easy);
            n_open++;
        }
        curl_multi_perform(multi, &running);
        int left = 0;
        for (CURLMsg *message; (message = curl_multi_info_read(multi, &left));) {
            CURL *easy = message->easy_handle;
            curl_multi_remove_handle(multi, easy);
            curl_easy_cleanup(easy);
            n_open--;
            n_done++;
        }
        if (n_open == running && n_open)
            curl_multi_poll(multi, NULL, 0, 1000, &n_ready);
    }
    curl_multi_cleanup(multi);
    printf("%d documents, %zu bytes\n", n_done, total);
    return 0;
}
