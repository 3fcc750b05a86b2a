package dev.weft.http.internal.server;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/** A path with parameters, taken apart: immutable. */
public record Pattern(String text, List<Segment> segments) {

    /** What one segment of a path must be. */
    public sealed interface Segment {}

    /** Exactly this text. */
    record Fixed(String text) implements Segment {}

    /** A value of {@code type}. */
    record Parameter(String name, ParameterType type) implements Segment {}

    /** All that follows, slashes included. */
    record Rest(String name) implements Segment {}

    /**
     * Takes {@code text} apart.
     *
     * @throws IllegalArgumentException if it is no pattern; the message says why
     */
    public static Pattern parse(String text) {
        if (!text.isEmpty() && text.charAt(0) != '/') {
            throw refused(text, "it must begin with a slash");
        }
        var segments = new ArrayList<Segment>();
        var names = new HashSet<String>();
        for (var part : split(text)) {
            if (!segments.isEmpty() && segments.getLast() instanceof Rest) {
                throw refused(text, "nothing can follow a parameter of type path");
            }
            segments.add(segment(text, part, names));
        }
        return new Pattern(text, List.copyOf(segments));
    }

    /** Splits at slashes outside of braces; the regular expression of a parameter may have both. */
    private static List<String> split(String text) {
        var parts = new ArrayList<String>();
        int depth = 0;
        int start = 1;
        for (int i = 1; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '{' -> depth++;
                case '}' -> depth--;
                case '/' -> {
                    if (depth == 0) {
                        parts.add(text.substring(start, i));
                        start = i + 1;
                    }
                }
                default -> {}
            }
        }
        if (depth != 0) {
            throw refused(text, "its braces do not match");
        }
        if (!text.isEmpty()) {
            parts.add(text.substring(start));
        }
        return parts;
    }

    private static Segment segment(String text, String part, HashSet<String> names) {
        if (!part.startsWith("{") || !part.endsWith("}")) {
            if (part.indexOf('{') >= 0 || part.indexOf('}') >= 0) {
                throw refused(text, "a parameter must be a whole segment, which '%s' is not".formatted(part));
            }
            return new Fixed(part);
        }
        var inside = part.substring(1, part.length() - 1);
        int colon = inside.indexOf(':');
        var name = colon < 0 ? inside : inside.substring(0, colon);
        if (name.isEmpty() || !name.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_')) {
            throw refused(text, "'%s' is no name of a parameter: letters, digits and _ only".formatted(name));
        }
        if (!names.add(name)) {
            throw refused(text, "it has two parameters named %s".formatted(name));
        }
        return typed(text, name, colon < 0 ? "text" : inside.substring(colon + 1));
    }

    private static Segment typed(String text, String name, String type) {
        if (type.equals("path")) {
            return new Rest(name);
        }
        try {
            return new Parameter(name, ParameterType.of(type));
        } catch (PatternSyntaxException e) {
            throw refused(
                    text,
                    "'%s' is neither text, int, long, uuid or path nor a regular expression: %s"
                            .formatted(type, e.getMessage()));
        }
    }

    private static IllegalArgumentException refused(String text, String why) {
        return new IllegalArgumentException("'%s' is no pattern of a route: %s".formatted(text, why));
    }
}
