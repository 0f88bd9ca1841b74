/**
 * Pictures in memory: boxes of pixels, cropping and scaling, reading and writing files, drawing.
 *
 * <p>Needs no screen: everything works with {@code java.awt.headless=true}.
 */
@NullMarked
package io.alpr.vision.image;

import org.jspecify.annotations.NullMarked;
