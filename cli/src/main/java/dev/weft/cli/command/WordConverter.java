package dev.weft.cli.command;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads one of a few words, in any case, and names them in lower case, as users type them. */
public final class WordConverter<E extends Enum<E>> implements ITypeConverter<E> {
    private final Class<E> type;

    /** Makes one for the names of an enum's constants. */
    public WordConverter(Class<E> type) {
        this.type = type;
    }

    @Override
    public E convert(String word) {
        return Stream.of(type.getEnumConstants())
                .filter(constant -> constant.name().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(
                        () -> new TypeConversionException("expected one of %s, was '%s'".formatted(words(), word)));
    }

    private String words() {
        return Stream.of(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
