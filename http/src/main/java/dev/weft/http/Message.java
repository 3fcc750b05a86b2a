package dev.weft.http;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What comes over a {@link WebSocket}, whole: text or bytes. */
public sealed interface Message {

    /** A message of characters. */
    record Text(String text) implements Message {
        /** Checks that there is a text. */
        public Text {
            Objects.requireNonNull(text, "text");
        }
    }

    /** A message of bytes. Equal are those of equal bytes. */
    final class Binary implements Message {
        private final byte[] bytes;

        /** Holds {@code bytes}, which are not copied. */
        public Binary(byte[] bytes) {
            this.bytes = Objects.requireNonNull(bytes, "bytes");
        }

        /** Returns the bytes, which are not copied. */
        public byte[] bytes() {
            return bytes;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Binary binary && Arrays.equals(bytes, binary.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        /** Says how long it is. */
        @Override
        public String toString() {
            return "Binary[%d bytes]".formatted(bytes.length);
        }
    }
}
