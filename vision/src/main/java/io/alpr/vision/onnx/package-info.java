@NullMarked
package io.alpr.vision.onnx;

import org.jspecify.annotations.NullMarked;
