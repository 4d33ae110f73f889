/* SPDX-License-Identifier: MIT */
/* How consent to cookies and comments are named, in classes and ids, and how they speak. */
#include "extract_beside.h"

#include <string.h>

#define MAX_LABEL_BYTES 1024 /* of a class or an id; what follows is not looked at */
#define MAX_WORDS 64

/* Names that the tools for consent give their boxes: a class or an id begins with one of them, and
 * no small letter follows. */
static const char *const tools[] = {
    "axeptio",
    "avacy",
    "borlabscookie",
    "borlabs-cookie",
    "_brlbs",
    "brlbs",
    "cc--main",
    "cc-banner",
    "cc-main",
    "cc-window",
    "ccc",
    "cky",
    "cli-modal",
    "cmpbox",
    "cmplz",
    "cmpwrapper",
    "cm-wrapper",
    "consentmanager",
    "cookie-law-info",
    "cookiebot",
    "cookieconsent",
    "cookiefirst",
    "cookiehub",
    "cookiescript",
    "cybotcookiebot",
    "didomi",
    "evidon",
    "fc-consent",
    "fc-dialog",
    "hs-eu-cookie",
    "iubenda",
    "ketch",
    "klaro",
    "lanyard_root",
    "moove-gdpr",
    "moove_gdpr",
    "onetrust",
    "optanon",
    "osano",
    "ot-sdk",
    "ppms_cm",
    "qc-cmp",
    "qc-cmp2",
    "shopify-pc__",
    "silktide",
    "sp-message",
    "sp_message",
    "t-consentprompt",
    "tarteaucitron",
    "termly",
    "termsfeed",
    "transcend",
    "trustarc",
    "truste",
    "uc-banner",
    "uc-embed",
    "usercentrics",
    "wpcc",
    "wpconsent",
    "wt-cli",
};

/* Words that names are made of, between blanks. */
static const struct {
    guint names;
    const char *words;
} rows[] = {
    { NAME_CONSENT,
      " ccpa cmp cmp2 consent cookie cookies datenschutz dsgvo gdpr lgpd privacy rgpd "
      "tcf " },
    { NAME_BOX, " alert banner bar box container dialog disclaimer hint info layer manager message "
                "modal notice notification overlay panel popup preferences prompt root settings "
                "toast wall wrapper " },
    { NAME_COMMENTS,
      " comment commentlist comments commento commentsection commentaires "
      "comentarios commenti disqus giscus hyvor isso kommentare kommentarer "
      "komentarze leserkommentare livefyre reacties remark42 usercomments utterances "
      "viafoura webmention webmentions " },
    { NAME_ANSWERS, " answers discussion feedback reactions replies reply respond response "
                    "responses talk thread " },
    { NAME_DENIED, " allow category closed disabled enabled has no off open tag with " },
    { NAME_LEDE, " byline caption date deck dek desc description excerpt head header hero intro "
                 "kicker lead lede meta standfirst subhead subheadline subtitle summary teaser "
                 "vorspann " },
};

static guint find_word(const char *word, size_t len)
{
    char padded[32];
    if (len + 3 > sizeof padded)
        return 0;
    padded[0] = ' ';
    for (size_t i = 0; i < len; i++)
        padded[i + 1] = g_ascii_tolower(word[i]);
    padded[len + 1] = ' ';
    padded[len + 2] = '\0';
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
        if (strstr(rows[i].words, padded))
            return rows[i].names;
    return 0;
}

static bool begins_with_tool(const char *name)
{
    const char first = g_ascii_tolower(*name);
    for (guint i = 0; i < G_N_ELEMENTS(tools); i++) {
        if (tools[i][0] != first)
            continue;
        const size_t len = strlen(tools[i]);
        if (g_ascii_strncasecmp(name, tools[i], len) == 0 && !g_ascii_islower(name[len]))
            return true;
    }
    return false;
}

/* Where the word at p ends: at what is not a letter or digit, and before a capital after a small one. */
static const char *find_word_end(const char *p)
{
    const char *end = p;
    while (g_ascii_isalnum(*end) &&
           (end == p || !g_ascii_isupper(*end) || !g_ascii_islower(end[-1])))
        end++;
    return end;
}

/* What the words of one name (without blanks) say together. */
static guint find_one(const char *name, const char *end)
{
    guint found = begins_with_tool(name) ? NAME_TOOL : 0, n_consent = 0;
    for (const char *p = name; p < end;) {
        const char *after = find_word_end(p);
        const guint names = after > p ? find_word(p, (size_t)(after - p)) : 0;
        n_consent += (names & NAME_CONSENT) != 0;
        found |= names;
        p = after > p ? after : p + 1;
    }
    if (n_consent > 1 || (n_consent && found & NAME_BOX))
        found |= NAME_TOOL; /* "cookie-banner", "gdprConsent" */
    return found & NAME_DENIED ? found & NAME_LEDE : found & ~(guint)NAME_BOX;
}

guint extract_find_names(const char *label)
{
    guint found = 0;
    const char *limit = label + strnlen(label, MAX_LABEL_BYTES);
    for (const char *p = label; p < limit;) {
        p += strspn(p, " \t\n\r\f");
        const char *end = p + strcspn(p, " \t\n\r\f");
        found |= p < end ? find_one(p, MIN(end, limit)) : 0;
        p = end + (end == p);
    }
    return found;
}

/* ---- how they speak */

/* What consent is about, in lower case (of letters of ASCII): the beginnings of words. */
static const char *const subjects[] = {
    "cookie",
    "consent",
    "privacy",
    "personal data",
    "personal information",
    "partners",
    "third part",
    "legitimate interest",
    "tracking",
    "advertis",
    "vendors",
    "unique identifiers",
    "gdpr",
    "browsing",
    "datenschutz",
    "einwilligung",
    "zustimm",
    "personenbezogen",
    "partner",
    "werbung",
    "drittanbieter",
    "consentement",
    "confidentialit",
    "partenaires",
    "données personnelles",
    "traceurs",
    "publicit",
    "consentimiento",
    "privacidad",
    "socios",
    "datos personales",
    "publicidad",
    "consenso",
    "dati personali",
    "pubblicit",
    "toestemming",
    "persoonsgegevens",
    "advertenties",
    "consentimento",
    "parceiros",
    "dados pessoais",
    "ciasteczk",
    "danych osobowych",
    "zgod",
    "samtyck",
    "samtykke",
    "kakor",
    "personuppgifter",
    "evästeet",
    "souhlas",
    "согласи",
    "куки",
    "クッキー",
    "同意",
    "隐私",
};

/* How a banner speaks of itself and to its reader. */
static const char *const voices[] = {
    "we and our",        "our partners",     "we use",
    "we value",          "we respect",       "we care about",
    "your consent",      "your permission",  "your privacy",
    "your choice",       "your preferences", "your experience",
    "your device",       "your data",        "site uses",
    "by clicking",       "you may click",    "you can accept",
    "you consent",       "you agree",        "accept all",
    "reject all",        "wir verwenden",    "wir nutzen",
    "wir und unsere",    "wir setzen",       "unsere partner",
    "ihre einwilligung", "ihre zustimmung",  "diese website",
    "nous utilisons",    "nos partenaires",  "votre consentement",
    "vos choix",         "ce site utilise",  "tout accepter",
    "utilizamos",        "nuestros socios",  "su consentimiento",
    "este sitio",        "usamos",           "utilizziamo",
    "nostri partner",    "tuo consenso",     "questo sito",
    "we gebruiken",      "wij gebruiken",    "onze partners",
    "uw toestemming",    "je toestemming",   "nossos parceiros",
    "seu consentimento", "używamy",          "nasi partnerzy",
    "vi använder",       "vi bruger",        "vi bruker",
    "käytämme",          "мы использ",       "当サイト",
    "我们使用",
};

void extract_fill_letters(struct extract_letters *letters)
{
    *letters = (struct extract_letters){ 0 };
    for (guint i = 0; i < G_N_ELEMENTS(subjects); i++) {
        const guchar first = (guchar)subjects[i][0], second = (guchar)subjects[i][1];
        letters->seconds[first | 0x20] |= 1u << (second & 31);
    }
}

static bool begins_with_subject(const char *p, size_t len)
{
    for (guint i = 0; i < G_N_ELEMENTS(subjects); i++) {
        const size_t subject_len = strlen(subjects[i]);
        if ((subjects[i][1] & 31) == (p[1] & 31) && subject_len <= len &&
            g_ascii_strncasecmp(p, subjects[i], subject_len) == 0)
            return true;
    }
    return false;
}

bool extract_may_be_consent(const struct extract_letters *letters, const char *text, size_t len)
{
    bool was_letter = false;
    for (size_t i = 0; i + 1 < len; i++) {
        const guchar c = (guchar)text[i] | 0x20; /* a letter of ASCII in lower case */
        const bool is_letter = c >= 'a' && c <= 'z', can_begin = c >= 0x80 || !was_letter;
        was_letter = is_letter;
        if (can_begin && letters->seconds[c] >> (text[i + 1] & 31) & 1 &&
            begins_with_subject(text + i, len - i))
            return true;
    }
    return false;
}

static guint count(const char *lower, const char *const *list, guint n, guint most)
{
    guint found = 0;
    for (guint i = 0; i < n && found < most; i++)
        found += strstr(lower, list[i]) != NULL;
    return found;
}

guint extract_count_consent(const char *words, bool *is_spoken)
{
    g_autofree char *lower = g_ascii_strdown(words, -1);
    const guint n = count(lower, subjects, G_N_ELEMENTS(subjects), 3);
    *is_spoken = n && count(lower, voices, G_N_ELEMENTS(voices), 1);
    return n;
}

/* ---- comments */

/* What stands in headings over comments, after a number or in its place; in small letters. */
static const char *const headings[] = {
    "comment",
    "comments",
    "reader comments",
    "responses",
    "response",
    "replies",
    "reply",
    "discussion",
    "reactions",
    "thoughts on",
    "thought on",
    "leave a comment",
    "leave a reply",
    "join the discussion",
    "join the conversation",
    "conversation",
    "kommentare",
    "kommentar",
    "leserkommentare",
    "antworten",
    "commentaires",
    "commentaire",
    "réactions",
    "comentarios",
    "comentario",
    "respuestas",
    "commenti",
    "risposte",
    "reacties",
    "comentários",
    "kommentarer",
    "komentarze",
};

static const char *skip_number(const char *p)
{
    while (g_ascii_isdigit(*p) || strchr(" .,()\t", *p))
        if (!*p++)
            return p - 1;
    return p;
}

enum extract_heading extract_find_heading(const char *words)
{
    g_autofree char *text = g_utf8_strdown(words, -1);
    const char *p = skip_number(text);
    for (guint i = 0; i < G_N_ELEMENTS(headings); i++) {
        const size_t len = strlen(headings[i]);
        if (strncmp(p, headings[i], len) != 0)
            continue;
        const bool has_title = g_str_has_suffix(headings[i], " on");
        const char *rest = skip_number(p + len);
        const bool has_number = p > text || rest > p + len + 1;
        if (has_title ? p > text : !*rest || strcmp(rest, ":") == 0)
            return has_number ? HEADING_COUNTS : HEADING_NAMES;
        if (p > text && strncmp(rest, "on ", 3) == 0)
            return HEADING_COUNTS; /* "3 responses to", "2 comments on" */
        if (p > text && strncmp(rest, "to ", 3) == 0)
            return HEADING_COUNTS;
    }
    return HEADING_OTHER;
}

bool extract_is_reply(const char *words)
{
    static const char *const all[] = {
        "reply", "antworten", "répondre",  "responder", "rispondi", "beantwoorden",
        "svara", "svar",      "odpowiedz", "ответить",  "返信",     "回复",
    };
    g_autofree char *lower = g_utf8_strdown(words, -1);
    for (guint i = 0; i < G_N_ELEMENTS(all); i++)
        if (strcmp(lower, all[i]) == 0)
            return true;
    return false;
}
