package io.alpr.vision.track;

/**
 * Kalman filter of one coordinate that moves at a nearly constant speed: a Gaussian over position
 * and speed. Immutable.
 *
 * <p>The speed drifts as a random walk in continuous time (white-noise acceleration, Bar-Shalom,
 * Li, Kirubarajan 2001, section 6.2.2), so two short predictions equal one long one and frames may
 * come at odd intervals.
 *
 * @param position in pixels
 * @param speed in pixels per second
 * @param positionVariance pixels squared
 * @param covariance of position and speed, pixels squared per second
 * @param speedVariance pixels squared per second squared
 */
record Motion(
        double position,
        double speed,
        double positionVariance,
        double covariance,
        double speedVariance) {

    /** Seen once at a position, speed unknown. */
    static Motion start(double position, double positionDeviation, double speedDeviation) {
        return new Motion(
                position,
                0,
                positionDeviation * positionDeviation,
                0,
                speedDeviation * speedDeviation);
    }

    /**
     * Where it is expected after a time.
     *
     * @param seconds 0 or more
     * @param drift standard deviation of the speed's change over one second, pixels per second
     */
    Motion after(double seconds, double drift) {
        double q = drift * drift;
        return new Motion(
                position + seconds * speed,
                speed,
                positionVariance
                        + 2 * seconds * covariance
                        + seconds * seconds * speedVariance
                        + q * seconds * seconds * seconds / 3,
                covariance + seconds * speedVariance + q * seconds * seconds / 2,
                speedVariance + q * seconds);
    }

    /** This and a measurement of the position, weighed by their variances. */
    Motion corrected(double measured, double deviation) {
        double innovation = measured - position;
        double total = positionVariance + deviation * deviation;
        double positionGain = positionVariance / total;
        double speedGain = covariance / total;
        return new Motion(
                position + positionGain * innovation,
                speed + speedGain * innovation,
                (1 - positionGain) * positionVariance,
                (1 - positionGain) * covariance,
                speedVariance - speedGain * covariance);
    }

    /** Squared distance of a measurement in standard deviations (Mahalanobis). */
    double squaredDistance(double measured, double deviation) {
        double innovation = measured - position;
        return innovation * innovation / (positionVariance + deviation * deviation);
    }
}
