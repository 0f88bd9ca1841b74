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
        var colour = new int[y.length];
        mix(y, u, v, 0, redFromV, colour);
        spread(colour, rgb, at);
        mix(y, u, v, greenFromU, greenFromV, colour);
        spread(colour, rgb, at + 1);
        mix(y, u, v, blueFromU, 0, colour);
        spread(colour, rgb, at + 2);
    }

    /** One colour of a row, 0 to 255; apart from the next, so that it runs in vectors. */
    private void mix(float[] y, float[] u, float[] v, float fromU, float fromV, int[] colour) {
        for (int x = 0; x < colour.length; x++) {
            float value =
                    (y[x] - lumaFloor) * lumaGain + fromU * (u[x] - 128) + fromV * (v[x] - 128);
            colour[x] = Math.max(0, Math.min(255, (int) (value + 0.5f)));
        }
    }

    private static void spread(int[] colour, byte[] rgb, int at) {
        for (int x = 0; x < colour.length; x++) {
            rgb[at + 3 * x] = (byte) colour[x];
        }
    }
}
