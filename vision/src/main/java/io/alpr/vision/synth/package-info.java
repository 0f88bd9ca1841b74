@NullMarked
package io.alpr.vision.synth;

import org.jspecify.annotations.NullMarked;
