package dev.weft.cli.fetch;

/** How a downloaded file gets its name. */
public enum NameBy {
    /** By the MD5 of the URL, 32 hexadecimal digits, as the chapter's {@code download} does. */
    MD5 {
        @Override
        String nameOf(Url url) {
            return Names.md5(url.text());
        }
    },

    /** By the URL's own text, made safe and kept unique. */
    URL {
        @Override
        String nameOf(Url url) {
            return Names.readable(url.text());
        }
    };

    /** Returns the name of the file for {@code url}: never a path, always the same for the same text. */
    abstract String nameOf(Url url);
}
