package io.alpr.query;

/** The web page's fixed parts, and the escaping of all that is not fixed. */
final class Html {
    private Html() {}

    /**
     * The whole page.
     *
     * @param plate looked for, as it was given
     * @param camera looked for, as it was given
     * @param main the main part, already HTML
     * @param user who looks
     * @param formToken of his session
     */
    static String page(String plate, String camera, String main, String user, String formToken) {
        return """
               <!doctype html>
               <html lang="en">
               <head>
               <meta charset="utf-8">
               <meta name="viewport" content="width=device-width, initial-scale=1">
               <meta name="color-scheme" content="light dark">
               <title>Passes · ALPR</title>
               <link rel="icon" href="/ui/icon.svg" type="image/svg+xml">
               <link rel="stylesheet" href="/ui/passes.css">
               <script src="/ui/passes.js" defer></script>
               <noscript><meta http-equiv="refresh" content="10"></noscript>
               </head>
               <body>
               <header>
               <a class="brand" href="/ui"><img src="/ui/icon.svg" alt="" width="30" height="30">ALPR</a>
               <form action="/ui" method="get" role="search">
               <input name="plate" value="%s" placeholder="Plate, e.g. AB12*" aria-label="Plate" maxlength="40" autocapitalize="characters" spellcheck="false">
               <input name="camera" value="%s" placeholder="Camera" aria-label="Camera" maxlength="50" spellcheck="false">
               <button>Search</button>
               </form>
               <span id="live" class="live" hidden>live</span>
               <a class="quiet" href="/docs">API</a>
               <form class="leave" action="/logout" method="post">
               <input type="hidden" name="csrf_token" value="%s">
               <a class="quiet" href="/password" title="Change password">%s</a>
               <button class="quiet">Log out</button>
               </form>
               </header>
               <main id="main" aria-live="polite">
               %s
               </main>
               </body>
               </html>
               """
                .formatted(escaped(plate), escaped(camera), formToken, escaped(user), main);
    }

    /** A page with one thing on it, already HTML, and nothing else. */
    static String single(String title, String main) {
        return """
               <!doctype html>
               <html lang="en">
               <head>
               <meta charset="utf-8">
               <meta name="viewport" content="width=device-width, initial-scale=1">
               <meta name="color-scheme" content="light dark">
               <title>%s · ALPR</title>
               <link rel="icon" href="/ui/icon.svg" type="image/svg+xml">
               <link rel="stylesheet" href="/ui/passes.css">
               </head>
               <body>
               <header><a class="brand" href="/ui"><img src="/ui/icon.svg" alt="" width="30" height="30">ALPR</a></header>
               <main>
               %s
               </main>
               </body>
               </html>
               """
                .formatted(title, main);
    }

    /** A message in the place of passes; both texts are ours. */
    static String notice(String title, String text) {
        return """
               <div class="notice"><h1>%s</h1><p>%s</p></div>"""
                .formatted(title, text);
    }

    /** Safe as text and inside a quoted attribute. */
    static String escaped(String text) {
        var safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }
}
