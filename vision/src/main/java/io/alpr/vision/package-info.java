@NullMarked
package io.alpr.vision;

import org.jspecify.annotations.NullMarked;
