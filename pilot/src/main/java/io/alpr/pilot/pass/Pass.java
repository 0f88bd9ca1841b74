package io.alpr.pilot.pass;

import io.alpr.pilot.evidence.Exhibit;
import io.alpr.pilot.pass.EventIdentity.Published;
import io.alpr.pilot.reject.Reject;
import io.alpr.pilot.source.SourceItem.Frame;
import io.alpr.vision.image.Picture;
import io.alpr.vision.image.PixelBox;
import io.alpr.vision.read.Consensus;
import io.alpr.vision.read.PlateReading;
import io.alpr.vision.read.Verdict;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One vehicle passing one camera: the reads of its track alone, and the best pictures of them.
 * Owned by the thread of its camera.
 */
final class Pass {
    /** Texts whose pictures are kept; the leading one is nearly always among them. */
    private static final int PICTURES_MAX = 3;

    /** Agreement and confidence beyond which more reads change nothing. */
    private static final int SETTLED_READS = 4;

    private static final double SETTLED_CONFIDENCE = 0.9;

    /** How much surer or better to see a pass must be to be published anew. */
    private static final double SURER = 0.05;

    private static final double CLEARER = 1.25;

    private final PassSettings settings;
    private final ReadBudget budget;
    private final Consensus consensus = new Consensus();
    private final Map<String, BestRead> best = new HashMap<>();
    private final Refusals refusals = new Refusals();
    private final Strangers strangers = new Strangers();
    private final SecondLooks secondLooks;
    private final Clearest clearest = new Clearest();
    private EventIdentity identity;
    private Instant lastSeen;
    private @Nullable Verdict lastAgreed;
    private @Nullable Reject tooSmall;
    private @Nullable Said said;

    /**
     * What its own last publication said.
     *
     * @param flags of its own, without those that tell of pictures
     * @param published the same as its event knows it
     */
    record Said(Verdict verdict, List<String> flags, Published published) {}

    Pass(
            PassSettings settings,
            EventIdentity identity,
            SecondLooks secondLooks,
            Instant firstSeen) {
        this.settings = settings;
        this.budget = new ReadBudget(settings.readsMax());
        this.secondLooks = secondLooks;
        this.identity = identity;
        this.lastSeen = firstSeen;
    }

    EventIdentity identity() {
        return identity;
    }

    /** What was refused of it. */
    Refusals refusals() {
        return refusals;
    }

    /** What the evidence stream has of it. */
    SecondLooks secondLooks() {
        return secondLooks;
    }

    /** It has just been published. */
    void said(Verdict verdict, List<String> flags) {
        var published = identity.published();
        if (published != null) {
            said = new Said(verdict, List.copyOf(flags), published);
        }
    }

    /** What it said last, if nothing else was published of its event since. */
    Optional<Said> lastWord() {
        return Optional.ofNullable(said).filter(s -> s.published().equals(identity.published()));
    }

    /** Has the evidence stream searched for what was published, and takes what was found there. */
    void lookTwice() {
        secondLooks.collect();
        var published = identity.published();
        if (published != null) {
            picture(published.text()).ifPresent(best -> secondLooks.want(published.text(), best));
        }
    }

    /** From now on this pass is another one that went on. */
    void goOnAs(EventIdentity earlier) {
        earlier.heading().goOn(identity.heading());
        identity = earlier;
    }

    Instant lastSeen() {
        return lastSeen;
    }

    /** Its plate is in this frame. */
    void seen(Instant instant, PixelBox plate, Picture picture) {
        lastSeen = instant;
        identity.heading().seen(plate, picture);
    }

    /** The plate is too small to be read here; the largest such picture is kept. */
    void tooSmall(PixelBox plate, Supplier<Reject> reject) {
        if (budget.attempts() == 0 && (tooSmall == null || plate.area() > tooSmall.box().area())) {
            tooSmall = reject.get();
        }
    }

    /** How its plate looked at best, where it never was large enough to be read. */
    Optional<Reject> neverLargeEnough() {
        return budget.attempts() == 0 ? Optional.ofNullable(tooSmall) : Optional.empty();
    }

    /**
     * Whether a crop of this box is worth reading.
     *
     * @param still whether the picture shows nothing new since the last one
     */
    boolean wantsRead(PixelBox box, boolean still) {
        if (budget.isStep(box) || (strangers.areExpected() && agreed().isPresent())) {
            return true;
        }
        return !spent() && !(still ? isSeenEnough() : settled());
    }

    /** Whether a picture that shows nothing new would only say again what others of it said. */
    private boolean isSeenEnough() {
        return identity.published() != null && budget.attempts() >= SETTLED_READS;
    }

    /**
     * Whether a crop is worth reading whatever was read, since none was as clear.
     *
     * @param quality of it, 0 to 1
     */
    boolean isClearer(double quality) {
        return budget.isClearer(quality);
    }

    /** Whether no crop will be read any more unless it is larger or clearer. */
    boolean spent() {
        return budget.spent(agreed().isPresent());
    }

    private boolean settled() {
        return verdict()
                .filter(v -> v.agreeing() >= Math.max(SETTLED_READS, settings.agreement().reads()))
                .filter(v -> v.confidence() >= SETTLED_CONFIDENCE)
                .isPresent();
    }

    /**
     * A crop of this box is going to be read.
     *
     * @param quality of the crop, 0 to 1
     * @return whether it is to be read closely, for the usual reads agree upon nothing
     */
    boolean attempt(PixelBox box, double quality) {
        boolean agreed = agreed().isPresent();
        boolean another = strangers.looked(agreed);
        return budget.attempt(box, quality, agreed) || another;
    }

    /** Its plate is not in this frame. */
    void outOfSight() {
        strangers.outOfSight();
    }

    /** Reads that came to it and are of another vehicle. */
    Strangers strangers() {
        return strangers;
    }

    /** Takes one read, and its picture if it is the best of its text. */
    void add(PlateReading.Legible reading, Frame frame, PixelBox box, double quality) {
        var read = new Strangers.Stranger(reading, frame, box, quality);
        if (!strangers.take(read, agreed())) {
            strangers.leave().forEach(this::count);
            count(read);
        }
    }

    /**
     * Counts a read that is its own. Twice as clear counts four times: blurred pictures of a plate
     * are alike, and many of them agree upon the same wrong text.
     */
    void count(Strangers.Stranger read) {
        var reading = read.reading();
        var frame = read.frame();
        var box = read.box();
        double quality = read.quality();
        consensus.add(reading, quality * quality);
        agreed().ifPresent(verdict -> lastAgreed = verdict);
        double score = reading.confidence() * quality;
        var known = best.get(reading.text());
        boolean shown = known == null || score > known.score();
        if (shown || clearest.wants(quality)) {
            var picture = BestRead.of(frame, box, reading.confidence(), quality);
            if (clearest.wants(quality)) {
                clearest.add(reading.text(), picture);
            }
            if (shown) {
                show(reading.text(), picture);
                forgetWeakest();
            }
        }
    }

    /** The picture of a text from now on. */
    void show(String text, BestRead picture) {
        best.put(text, picture);
    }

    /** The clearest pictures in which a text was read, but for one character at most. */
    List<BestRead> clearest(String text) {
        return clearest.saying(text);
    }

    private void forgetWeakest() {
        if (best.size() <= PICTURES_MAX) {
            return;
        }
        var leading = verdict().map(Verdict::text).orElse("");
        best.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(leading))
                .min(
                        Comparator.<Map.Entry<String, BestRead>>comparingDouble(
                                        entry -> entry.getValue().score())
                                .thenComparing(Map.Entry::getKey))
                .ifPresent(entry -> best.remove(entry.getKey()));
    }

    Optional<Verdict> verdict() {
        return consensus.verdict();
    }

    /** What the reads say, once enough of them agree. */
    Optional<Verdict> agreed() {
        return verdict().filter(v -> v.agreeing() >= settings.agreement().reads());
    }

    /** What its reads agreed upon last, though later ones may have made it doubtful. */
    Optional<Verdict> lastAgreed() {
        return Optional.ofNullable(lastAgreed);
    }

    /** The picture of a text; empty where none was kept. */
    Optional<BestRead> picture(String text) {
        return Optional.ofNullable(best.get(text));
    }

    /** What is shown for a text; empty where nothing was kept. */
    Optional<Exhibit> exhibit(String text) {
        return picture(text).map(best -> secondLooks.better(text, best));
    }

    /** The picture of a text, else the best of any. */
    Optional<BestRead> anyPicture(String text) {
        return picture(text)
                .or(() -> best.values().stream().max(Comparator.comparingDouble(BestRead::score)));
    }

    /** Whether the vehicle went over the line since the last publication that knew no direction. */
    boolean crossedSince() {
        var published = identity.published();
        return published != null && published.direction().isEmpty() && identity.heading().crossed();
    }

    /** Whether another text is meanwhile agreed upon than was published. */
    boolean readsOtherwise() {
        var published = identity.published();
        return published != null
                && agreed().filter(v -> !v.text().equals(published.text())).isPresent();
    }

    /** Whether the end of the pass has clearly more to say than what was published. */
    boolean improves(Verdict verdict, Exhibit exhibit) {
        Published published = identity.published();
        return published == null
                || !verdict.text().equals(published.text())
                || verdict.confidence() > published.confidence() + SURER
                || exhibit.score() > published.score() * CLEARER
                || (exhibit.isFromEvidenceStream() && !published.fromEvidenceStream())
                || !identity.heading().direction().equals(published.direction());
    }
}
