@NullMarked
package io.alpr.vision.image;

import org.jspecify.annotations.NullMarked;
