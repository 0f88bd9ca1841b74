@NullMarked
package io.alpr.vision.track;

import org.jspecify.annotations.NullMarked;
