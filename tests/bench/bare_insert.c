/* SPDX-License-Identifier: MIT */
/* What SQLite alone takes to insert N articles of 3.4 kB of 500 feeds: WAL, prepared statements,
 * one transaction for each 20 rows, a unique key and two indexes for lists. Arguments: FILE N. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv)
{
    sqlite3 *db;
    sqlite3_stmt *insert;
    const int n = argc > 2 ? atoi(argv[2]) : 10000;
    static char body[3400], title[60], guid[60];
    unsigned seed = 1;
    if (argc < 2 || sqlite3_open(argv[1], &db) != SQLITE_OK)
        return 1;
    sqlite3_exec(
        db,
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
        "CREATE TABLE item(id INTEGER PRIMARY KEY, feed INT, guid TEXT, at INT, unread INT, title "
        "TEXT, url TEXT,"
        " author TEXT, body TEXT);"
        "CREATE UNIQUE INDEX item_guid ON item(feed, guid); CREATE INDEX item_at ON item(at);"
        "CREATE INDEX item_feed ON item(feed, at);",
        NULL, NULL, NULL);
    sqlite3_prepare_v2(
        db, "INSERT INTO item(feed,guid,at,unread,title,url,author,body) VALUES(?,?,?,1,?,?,'a',?)",
        -1, &insert, NULL);
    for (int i = 0; i < n; i++) {
        for (size_t k = 0; k < sizeof body - 1; k += 4) {
            seed = seed * 1103515245u + 12345u;
            memcpy(body + k,
                   &(char[4]){ 'a' + (seed >> 16) % 26, 'a' + (seed >> 20) % 26, ' ', 'e' }, 4);
        }
        snprintf(title, sizeof title, "A title of an ordinary length, number %d", i);
        snprintf(guid, sizeof guid, "https://site%d.example/%d", i / 20, i % 20);
        if (i % 20 == 0)
            sqlite3_exec(db, "BEGIN", NULL, NULL, NULL);
        sqlite3_bind_int(insert, 1, i / 20);
        sqlite3_bind_text(insert, 2, guid, -1, SQLITE_STATIC);
        sqlite3_bind_int(insert, 3, 1700000000 + (int)(seed >> 8));
        sqlite3_bind_text(insert, 4, title, -1, SQLITE_STATIC);
        sqlite3_bind_text(insert, 5, guid, -1, SQLITE_STATIC);
        sqlite3_bind_text(insert, 6, body, sizeof body - 1, SQLITE_STATIC);
        sqlite3_step(insert);
        sqlite3_reset(insert);
        if (i % 20 == 19)
            sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
    }
    sqlite3_finalize(insert);
    sqlite3_close(db);
    printf("%d rows\n", n);
    return 0;
}
