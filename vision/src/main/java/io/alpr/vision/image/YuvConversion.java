package io.alpr.vision.image;

/**
 * YUV to RGB by the two constants of a colour matrix, as in ITU-R BT.601 and BT.709: {@code Kr} and
 * {@code Kb}, the shares of red and blue in luma. Limited range puts luma at 16 to 235 and chroma
 * at 16 to 240; full range (JPEG, JFIF) uses 0 to 255 for both.
 *
 * @param lumaFloor value of black
 * @param lumaGain RGB steps for one step of luma
 * @param redFromV red for one step of V
 * @param greenFromU green for one step of U
 * @param greenFromV green for one step of V
 * @param blueFromU blue for one step of U
 */
record YuvConversion(
        float lumaFloor,
        float lumaGain,
        float redFromV,
        float greenFromU,
        float greenFromV,
        float blueFromU) {

    static YuvConversion of(YuvPicture.Matrix matrix) {
        return switch (matrix) {
            case BT601 -> of(0.299, 0.114, 16, 255 / 219.0, 255 / 224.0);
            case BT709 -> of(0.2126, 0.0722, 16, 255 / 219.0, 255 / 224.0);
            case JPEG -> of(0.299, 0.114, 0, 1, 1);
        };
    }

    private static YuvConversion of(
            double kr, double kb, double floor, double lumaGain, double chromaGain) {
        double kg = 1 - kr - kb;
        double redFromV = 2 * (1 - kr) * chromaGain;
        double blueFromU = 2 * (1 - kb) * chromaGain;
        return new YuvConversion(
                (float) floor,
                (float) lumaGain,
                (float) redFromV,
                (float) (-blueFromU * kb / kg),
                (float) (-redFromV * kr / kg),
                (float) blueFromU);
    }

    /** Converts one row of samples (0 to 255 each) to bytes of RGB from {@code at} on. */
    void toRgb(float[] y, float[] u, float[] v, byte[] rgb, int at) {
        int out = at;
        for (int x = 0; x < y.length; x++) {
            float luma = (y[x] - lumaFloor) * lumaGain;
            float blueness = u[x] - 128;
            float redness = v[x] - 128;
            rgb[out++] = toByte(luma + redFromV * redness);
            rgb[out++] = toByte(luma + greenFromU * blueness + greenFromV * redness);
            rgb[out++] = toByte(luma + blueFromU * blueness);
        }
    }

    private static byte toByte(float value) {
        return (byte) (int) (Math.clamp(value, 0f, 255f) + 0.5f);
    }
}
