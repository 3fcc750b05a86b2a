package dev.weft.http.internal.server;

/** What a parameter of a path takes. */
sealed interface ParameterType {

    /** Tells whether {@code value}, its percent escapes undone, is one. */
    boolean takes(String value);

    /**
     * Returns the type that is written as {@code text}.
     *
     * @throws java.util.regex.PatternSyntaxException if it is neither a type nor a regular expression
     */
    static ParameterType of(String text) {
        return switch (text) {
            case "text" -> Named.TEXT;
            case "int" -> Named.INT;
            case "long" -> Named.LONG;
            case "uuid" -> Named.UUID;
            default -> new Matching(text, java.util.regex.Pattern.compile(text));
        };
    }

    /** The types that have a name. */
    enum Named implements ParameterType {
        TEXT {
            @Override
            public boolean takes(String value) {
                return !value.isEmpty();
            }
        },
        INT {
            @Override
            public boolean takes(String value) {
                return isNumber(value, 11) && isWithin(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
            }
        },
        LONG {
            @Override
            public boolean takes(String value) {
                return isNumber(value, 20) && isWithin(value, Long.MIN_VALUE, Long.MAX_VALUE);
            }
        },
        UUID {
            @Override
            public boolean takes(String value) {
                // The JDK's parser also takes shortened forms.
                if (value.length() != 36) {
                    return false;
                }
                try {
                    return java.util.UUID.fromString(value).toString().equalsIgnoreCase(value);
                } catch (IllegalArgumentException e) {
                    return false;
                }
            }
        };

        private static boolean isNumber(String value, int mostLength) {
            int start = value.startsWith("-") ? 1 : 0;
            if (value.length() == start || value.length() > mostLength) {
                return false;
            }
            for (int i = start; i < value.length(); i++) {
                if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                    return false;
                }
            }
            return true;
        }

        private static boolean isWithin(String digits, long least, long most) {
            try {
                long number = Long.parseLong(digits);
                return number >= least && number <= most;
            } catch (NumberFormatException e) {
                return false; // beyond a long
            }
        }
    }

    /** What a regular expression matches as a whole. */
    record Matching(String text, java.util.regex.Pattern pattern) implements ParameterType {
        @Override
        public boolean takes(String value) {
            return pattern.matcher(value).matches();
        }

        // By the text: two patterns of the JDK are never equal.
        @Override
        public boolean equals(Object other) {
            return other instanceof Matching matching && text.equals(matching.text);
        }

        @Override
        public int hashCode() {
            return text.hashCode();
        }
    }
}
