package io.alpr.query;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Bodies of answers, also of one that has no end. */
final class Bodies {
    private static final int BLOCKS = 2;

    private Bodies() {}

    /** The whole text; of a stream of events what comes first, after which it is left. */
    static BodyHandler<String> text() {
        return info ->
                info.headers()
                                .firstValue("content-type")
                                .filter(type -> type.startsWith("text/event-stream"))
                                .isPresent()
                        ? new First()
                        : BodySubscribers.ofString(StandardCharsets.UTF_8);
    }

    /** Takes two blocks and leaves. */
    private static final class First implements BodySubscriber<String> {
        private final CompletableFuture<String> body = new CompletableFuture<>();
        private final StringBuilder text = new StringBuilder();
        private Optional<Flow.Subscription> subscription = Optional.empty();

        @Override
        public CompletionStage<String> getBody() {
            return body;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = Optional.of(given);
            given.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> parts) {
            parts.forEach(part -> text.append(StandardCharsets.UTF_8.decode(part)));
            if (text.toString().split("\n\n", -1).length > BLOCKS) {
                body.complete(text.toString());
                subscription.ifPresent(Flow.Subscription::cancel);
            }
        }

        @Override
        public void onError(Throwable fault) {
            body.completeExceptionally(fault);
        }

        @Override
        public void onComplete() {
            body.complete(text.toString());
        }
    }
}
