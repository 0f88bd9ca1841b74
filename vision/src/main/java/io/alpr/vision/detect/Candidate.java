package io.alpr.vision.detect;

/**
 * A box as a model gives it, before it is brought back to the picture.
 *
 * @param left left edge, pixels of the model's input, may lie outside
 * @param top top edge
 * @param right right edge, exclusive
 * @param bottom bottom edge, exclusive
 * @param score the model's confidence, 0 to 1
 */
record Candidate(double left, double top, double right, double bottom, double score) {

    double width() {
        return right - left;
    }

    double height() {
        return bottom - top;
    }

    double area() {
        return Math.max(0, width()) * Math.max(0, height());
    }

    /** Area shared with another box. */
    double shared(Candidate other) {
        double w = Math.min(right, other.right) - Math.max(left, other.left);
        double h = Math.min(bottom, other.bottom) - Math.max(top, other.top);
        return Math.max(0, w) * Math.max(0, h);
    }

    /** Intersection over union, 0 to 1; 0 for boxes without area. */
    double iou(Candidate other) {
        double shared = shared(other);
        return shared <= 0 ? 0 : shared / (area() + other.area() - shared);
    }
}
