/**
 * The one place that knows ONNX Runtime: models in, named tensors through, nothing native left
 * behind.
 */
@NullMarked
package io.alpr.vision.onnx;

import org.jspecify.annotations.NullMarked;
