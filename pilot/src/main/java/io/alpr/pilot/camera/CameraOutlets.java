package io.alpr.pilot.camera;

import io.alpr.pilot.publish.EventSink;
import io.alpr.pilot.reject.RejectSink;
import java.util.function.Consumer;

/**
 * Where a camera's news go.
 *
 * @param events takes the events
 * @param changes is told when a camera's state or conditions have changed; must be quick
 * @param rejects takes what could not be read
 */
public record CameraOutlets(EventSink events, Consumer<Camera> changes, RejectSink rejects) {}
