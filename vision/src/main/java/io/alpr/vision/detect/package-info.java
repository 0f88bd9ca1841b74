@NullMarked
package io.alpr.vision.detect;

import org.jspecify.annotations.NullMarked;
