@NullMarked
package io.alpr.recorder;

import org.jspecify.annotations.NullMarked;
