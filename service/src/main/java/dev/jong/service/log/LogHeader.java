package dev.jong.service.log;

/// The beginning of each record in a log: `2026-01-01T00:00:00.000000000Z stdout F ` and then the text. Time is in UTC
/// and of fixed width, so that times compare as bytes do. `F` ends a line, `P` is a part of one that goes on, and `D` says what is missing
/// because it could not be written.
final class LogHeader {
    /// Bytes of a header.
    static final int LENGTH = 40;

    /// Bytes of the time.
    static final int TIME = 30;

    private static final int STREAM = 31;
    private static final int KIND = 38;
    private static final String FORM = "0000-00-00T00:00:00.000000000Z std*** * ";

    private LogHeader() {}

    /// Whether bytes are a record.
    static boolean isRecord(byte[] bytes, int start, int end) {
        if (end - start < LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            byte b = bytes[start + i];
            char form = FORM.charAt(i);
            boolean fits =
                    form == '0' ? b >= '0' && b <= '9' : form == '*' ? b > ' ' : b == (byte) form;
            if (!fits) {
                return false;
            }
        }
        byte kind = bytes[start + KIND];
        return (kind == 'F' || kind == 'P' || kind == 'D')
                && (isStream(bytes, start, "out") || isError(bytes, start));
    }

    /// Whether a record is of standard error.
    static boolean isError(byte[] bytes, int start) {
        return isStream(bytes, start, "err");
    }

    private static boolean isStream(byte[] bytes, int start, String name) {
        int at = start + STREAM + 3;
        return bytes[at] == name.charAt(0)
                && bytes[at + 1] == name.charAt(1)
                && bytes[at + 2] == name.charAt(2);
    }

    /// Whether a record ends its line.
    static boolean isWhole(byte[] bytes, int start) {
        return bytes[start + KIND] != 'P';
    }

    /// Whether a record stands for others that are missing.
    static boolean isGap(byte[] bytes, int start) {
        return bytes[start + KIND] == 'D';
    }

    /// Compares a record's time with another, as [java.util.Comparator] does.
    static int compareTime(byte[] bytes, int start, byte[] time) {
        for (int i = 0; i < TIME; i++) {
            int difference = bytes[start + i] - time[i];
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }
}
