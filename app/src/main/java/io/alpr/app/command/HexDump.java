package io.alpr.app.command;

import java.util.Locale;

/** Bytes for people: sixteen a line, their place, in hexadecimal and as text. */
final class HexDump {
    private static final int ROW = 16;
    private static final int FIRST_PRINTABLE = 0x20;
    private static final int LAST_PRINTABLE = 0x7e;

    private HexDump() {}

    /**
     * The lines.
     *
     * @param most bytes that are shown; the last line says how many are not
     */
    static String of(byte[] bytes, int most) {
        var text = new StringBuilder();
        int shown = Math.min(bytes.length, most);
        for (int at = 0; at < shown; at += ROW) {
            var hexadecimal = new StringBuilder();
            var characters = new StringBuilder();
            for (int i = at; i < Math.min(at + ROW, shown); i++) {
                int value = bytes[i] & 255;
                hexadecimal.append(String.format(Locale.ROOT, "%02x ", value));
                boolean printable = value >= FIRST_PRINTABLE && value <= LAST_PRINTABLE;
                characters.append(printable ? (char) value : '.');
            }
            text.append(
                    String.format(Locale.ROOT, "%06x  %-48s %s%n", at, hexadecimal, characters));
        }
        if (shown < bytes.length) {
            text.append("and ").append(bytes.length - shown).append(" bytes more\n");
        }
        return text.toString();
    }
}
