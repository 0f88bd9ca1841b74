package io.alpr.pilot.pass;

import io.alpr.pilot.source.SourceItem.Frame;
import java.time.Instant;
import java.util.List;

/** A lookout and the pipeline that goes on with what it sees, in step. */
record Lane(Lookout lookout, PassPipeline passes) {
    void begin(Instant start) {
        lookout.forget();
        passes.begin(start);
    }

    void join(Instant start) {
        lookout.forget();
        passes.join(start);
    }

    List<Publication> frame(Frame frame) {
        return passes.frame(lookout.look(frame));
    }

    List<Publication> end() {
        return passes.end();
    }

    List<Publication> afterwards() throws InterruptedException {
        return passes.afterwards();
    }
}
