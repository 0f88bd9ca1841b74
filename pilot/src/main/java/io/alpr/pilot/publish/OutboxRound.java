package io.alpr.pilot.publish;

import io.alpr.events.IncompatibleSchema;
import io.alpr.events.PictureMessage;
import io.alpr.events.PlateEventCodec;
import io.alpr.events.RegistryUnavailable;
import io.alpr.events.Topics;
import io.alpr.pilot.publish.outbox.Outbox;
import io.alpr.pilot.publish.outbox.OutboxUnavailable;
import io.alpr.pilot.publish.outbox.Parcel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Sends what waits in an outbox: first the pictures, then, once the broker has them, their events.
 *
 * <p>Of each camera one event is under way at a time. A producer may have several, but when the
 * first of them times out the later ones may still arrive, and the camera's order would be lost.
 * For one thread.
 */
final class OutboxRound {
    private static final Logger log = LoggerFactory.getLogger(OutboxRound.class);

    private final Outbox outbox;
    private final KafkaDelivery delivery;
    private final PlateEventCodec events;
    private final DeliveryListener listener;

    /** Parcels whose pictures the broker has while their event still waits. */
    private final Set<Long> illustrated = new HashSet<>();

    /**
     * How a round went.
     *
     * @param done events that were acknowledged or set aside
     * @param trouble why others wait, empty when none does
     */
    record Outcome(int done, String trouble) {}

    OutboxRound(
            Outbox outbox,
            KafkaDelivery delivery,
            PlateEventCodec events,
            DeliveryListener listener) {
        this.outbox = outbox;
        this.delivery = delivery;
        this.events = events;
        this.listener = listener;
    }

    /** Sends the next so many events, about, once. */
    Outcome send(int most) throws InterruptedException {
        var round = new Round();
        try {
            var parcels = outbox.next(most);
            illustrated.retainAll(parcels.stream().map(Parcel::number).toList());
            round.sendEvents(round.sendPictures(round.encodable(parcels)));
        } catch (RegistryUnavailable | IncompatibleSchema | OutboxUnavailable e) {
            round.troubled(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            log.debug("round failed", e);
            round.troubled("sending failed: " + e);
        } finally {
            round.acknowledge();
        }
        return new Outcome(round.done, round.trouble);
    }

    /** The state of one round. */
    private final class Round {
        private final List<Parcel> sent = new ArrayList<>();
        private int done;
        private String trouble = "";

        void troubled(String reason) {
            trouble = reason;
        }

        /**
         * Those that can be written; the others are set aside. Asked first, since without the
         * schema's number no event can go, and no picture should then go in vain.
         */
        private List<Parcel> encodable(List<Parcel> parcels) {
            var encodable = new ArrayList<Parcel>();
            for (var parcel : parcels) {
                try {
                    var _ = record(parcel);
                    encodable.add(parcel);
                } catch (RegistryUnavailable | IncompatibleSchema e) {
                    throw e;
                } catch (RuntimeException e) {
                    setAside(parcel, "it cannot be encoded: " + e);
                }
            }
            return encodable;
        }

        /**
         * Those whose pictures the broker has. What follows one of the same camera that must wait
         * for its pictures waits with it.
         */
        private List<Parcel> sendPictures(List<Parcel> parcels) throws InterruptedException {
            var ready = new ArrayList<Parcel>();
            var held = new HashSet<String>();
            var waiting = parcels.stream().filter(p -> !illustrated.contains(p.number())).toList();
            var pictures = waiting.stream().flatMap(p -> p.pictures().stream()).toList();
            var outcomes =
                    delivery.sendAll(pictures.stream().map(KafkaDelivery::record).toList())
                            .iterator();
            for (var parcel : parcels) {
                var camera = parcel.event().id().cameraId();
                var going = Optional.of(parcel);
                if (!illustrated.contains(parcel.number())) {
                    var answers = parcel.pictures().stream().map(_ -> outcomes.next()).toList();
                    going = settled(parcel, answers);
                }
                if (going.isEmpty()) {
                    held.add(camera);
                } else if (!held.contains(camera)) {
                    ready.add(going.get());
                }
            }
            return ready;
        }

        /** The parcel as it may go, without pictures that nobody takes; empty when it must wait. */
        private Optional<Parcel> settled(Parcel parcel, List<KafkaDelivery.Outcome> answers) {
            var left = parcel;
            boolean complete = true;
            for (int i = 0; i < answers.size(); i++) {
                switch (answers.get(i)) {
                    case KafkaDelivery.Outcome.Sent _ -> {}
                    case KafkaDelivery.Outcome.Never(var reason) ->
                            left = without(left, parcel.pictures().get(i), reason);
                    case KafkaDelivery.Outcome.Later(var reason) -> {
                        troubled(reason);
                        complete = false;
                    }
                }
            }
            if (complete) {
                illustrated.add(parcel.number());
            }
            return complete ? Optional.of(left) : Optional.empty();
        }

        private Parcel without(Parcel parcel, PictureMessage picture, String reason) {
            try (var _ = MDC.putCloseable("eventId", parcel.event().id().eventId().toString())) {
                log.error("picture={} refused={}", picture.key(), reason);
            }
            return outbox.refuse(parcel, picture);
        }

        /** One of each camera together, then the next; a camera whose event must wait waits. */
        private void sendEvents(List<Parcel> ready) throws InterruptedException {
            var lanes = lanes(ready);
            while (!lanes.isEmpty()) {
                var heads = new ArrayList<Parcel>();
                var records = new ArrayList<ProducerRecord<String, byte[]>>();
                lanes.values().forEach(lane -> heads.add(lane.remove()));
                for (var head : heads) {
                    records.add(record(head));
                }
                var outcomes = delivery.sendAll(records);
                for (int i = 0; i < heads.size(); i++) {
                    if (!settle(heads.get(i), outcomes.get(i))) {
                        lanes.remove(heads.get(i).event().id().cameraId());
                    }
                }
                lanes.values().removeIf(Deque::isEmpty);
            }
        }

        private boolean settle(Parcel parcel, KafkaDelivery.Outcome outcome) {
            switch (outcome) {
                case KafkaDelivery.Outcome.Sent _ -> sent.add(parcel);
                case KafkaDelivery.Outcome.Never(var reason) -> setAside(parcel, reason);
                case KafkaDelivery.Outcome.Later(var reason) -> {
                    troubled(reason);
                    return false;
                }
            }
            return true;
        }

        private void setAside(Parcel parcel, String reason) {
            outbox.setAside(parcel, reason);
            done++;
            listener.setAside(parcel.event(), reason);
        }

        private ProducerRecord<String, byte[]> record(Parcel parcel) {
            var event = parcel.event();
            return new ProducerRecord<>(Topics.PLATES, event.id().cameraId(), events.encode(event));
        }

        /** What the broker has leaves the disk, also when the rest of the round failed. */
        private void acknowledge() {
            if (sent.isEmpty()) {
                return;
            }
            // Told first: whoever waits until the outbox is empty finds everything counted.
            var now = Instant.now();
            sent.forEach(parcel -> tell(parcel, now));
            done += sent.size();
            outbox.acknowledge(sent);
        }

        private void tell(Parcel parcel, Instant now) {
            var took = Duration.between(parcel.keptAt(), now);
            try {
                listener.acknowledged(parcel.event(), took.isNegative() ? Duration.ZERO : took);
            } catch (RuntimeException e) {
                // Whoever listens badly must not make the event be sent again.
                try (var _ =
                        MDC.putCloseable("eventId", parcel.event().id().eventId().toString())) {
                    log.warn("listener failed", e);
                }
            }
        }
    }

    /** By camera, in order. */
    private static Map<String, Deque<Parcel>> lanes(List<Parcel> ready) {
        var lanes = new LinkedHashMap<String, Deque<Parcel>>();
        for (var parcel : ready) {
            lanes.computeIfAbsent(parcel.event().id().cameraId(), _ -> new ArrayDeque<>())
                    .add(parcel);
        }
        return lanes;
    }
}
