package dev.weft.internal.task;

import dev.weft.Future;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The methods of {@link CompletionStage}, each giving a {@link Future} of ours. The semantics are the JDK's: every method
 * works on {@link #toCompletableFuture()} and adopts what comes out.
 */
public interface Stages<T extends @Nullable Object> extends CompletionStage<T> {

    /** Returns a future that ends as {@code stage} does; cancelling it does not reach {@code stage}. */
    static <T extends @Nullable Object> Future<T> adopt(CompletionStage<T> stage) {
        return follow(stage, new FutureCell<>());
    }

    /** Returns a future that ends as {@code stage} does; cancelled before, it keeps the function of {@code stage} from running. */
    private static <T extends @Nullable Object> Future<T> dependent(CompletableFuture<T> stage) {
        return follow(stage, new FutureCell<>() {
            @Override
            protected void done(boolean interrupt) {
                super.done(interrupt);
                if (isCancelled()) {
                    stage.cancel(interrupt);
                }
            }
        });
    }

    private static <T extends @Nullable Object> Future<T> follow(CompletionStage<T> stage, FutureCell<T> cell) {
        stage.whenComplete((value, failure) -> {
            if (failure == null) {
                cell.succeed(value);
            } else {
                cell.end(Failure.ofStage(failure));
            }
        });
        return cell;
    }

    @Override
    default <U extends @Nullable Object> Future<U> thenApply(Function<? super T, ? extends U> fn) {
        return dependent(toCompletableFuture().thenApply(fn));
    }

    @Override
    default <U extends @Nullable Object> Future<U> thenApplyAsync(Function<? super T, ? extends U> fn) {
        return dependent(toCompletableFuture().thenApplyAsync(fn));
    }

    @Override
    default <U extends @Nullable Object> Future<U> thenApplyAsync(
            Function<? super T, ? extends U> fn, Executor executor) {
        return dependent(toCompletableFuture().thenApplyAsync(fn, executor));
    }

    @Override
    default Future<@Nullable Void> thenAccept(Consumer<? super T> action) {
        return dependent(toCompletableFuture().thenAccept(action));
    }

    @Override
    default Future<@Nullable Void> thenAcceptAsync(Consumer<? super T> action) {
        return dependent(toCompletableFuture().thenAcceptAsync(action));
    }

    @Override
    default Future<@Nullable Void> thenAcceptAsync(Consumer<? super T> action, Executor executor) {
        return dependent(toCompletableFuture().thenAcceptAsync(action, executor));
    }

    @Override
    default Future<@Nullable Void> thenRun(Runnable action) {
        return dependent(toCompletableFuture().thenRun(action));
    }

    @Override
    default Future<@Nullable Void> thenRunAsync(Runnable action) {
        return dependent(toCompletableFuture().thenRunAsync(action));
    }

    @Override
    default Future<@Nullable Void> thenRunAsync(Runnable action, Executor executor) {
        return dependent(toCompletableFuture().thenRunAsync(action, executor));
    }

    @Override
    default <U extends @Nullable Object, V extends @Nullable Object> Future<V> thenCombine(
            CompletionStage<? extends U> other, BiFunction<? super T, ? super U, ? extends V> fn) {
        return dependent(toCompletableFuture().thenCombine(other, fn));
    }

    @Override
    default <U extends @Nullable Object, V extends @Nullable Object> Future<V> thenCombineAsync(
            CompletionStage<? extends U> other, BiFunction<? super T, ? super U, ? extends V> fn) {
        return dependent(toCompletableFuture().thenCombineAsync(other, fn));
    }

    @Override
    default <U extends @Nullable Object, V extends @Nullable Object> Future<V> thenCombineAsync(
            CompletionStage<? extends U> other, BiFunction<? super T, ? super U, ? extends V> fn, Executor executor) {
        return dependent(toCompletableFuture().thenCombineAsync(other, fn, executor));
    }

    @Override
    default <U extends @Nullable Object> Future<@Nullable Void> thenAcceptBoth(
            CompletionStage<? extends U> other, BiConsumer<? super T, ? super U> action) {
        return dependent(toCompletableFuture().thenAcceptBoth(other, action));
    }

    @Override
    default <U extends @Nullable Object> Future<@Nullable Void> thenAcceptBothAsync(
            CompletionStage<? extends U> other, BiConsumer<? super T, ? super U> action) {
        return dependent(toCompletableFuture().thenAcceptBothAsync(other, action));
    }

    @Override
    default <U extends @Nullable Object> Future<@Nullable Void> thenAcceptBothAsync(
            CompletionStage<? extends U> other, BiConsumer<? super T, ? super U> action, Executor executor) {
        return dependent(toCompletableFuture().thenAcceptBothAsync(other, action, executor));
    }

    @Override
    default Future<@Nullable Void> runAfterBoth(CompletionStage<?> other, Runnable action) {
        return dependent(toCompletableFuture().runAfterBoth(other, action));
    }

    @Override
    default Future<@Nullable Void> runAfterBothAsync(CompletionStage<?> other, Runnable action) {
        return dependent(toCompletableFuture().runAfterBothAsync(other, action));
    }

    @Override
    default Future<@Nullable Void> runAfterBothAsync(CompletionStage<?> other, Runnable action, Executor executor) {
        return dependent(toCompletableFuture().runAfterBothAsync(other, action, executor));
    }

    @Override
    default <U extends @Nullable Object> Future<U> applyToEither(
            CompletionStage<? extends T> other, Function<? super T, U> fn) {
        return dependent(toCompletableFuture().applyToEither(other, fn));
    }

    @Override
    default <U extends @Nullable Object> Future<U> applyToEitherAsync(
            CompletionStage<? extends T> other, Function<? super T, U> fn) {
        return dependent(toCompletableFuture().applyToEitherAsync(other, fn));
    }

    @Override
    default <U extends @Nullable Object> Future<U> applyToEitherAsync(
            CompletionStage<? extends T> other, Function<? super T, U> fn, Executor executor) {
        return dependent(toCompletableFuture().applyToEitherAsync(other, fn, executor));
    }

    @Override
    default Future<@Nullable Void> acceptEither(CompletionStage<? extends T> other, Consumer<? super T> action) {
        return dependent(toCompletableFuture().acceptEither(other, action));
    }

    @Override
    default Future<@Nullable Void> acceptEitherAsync(CompletionStage<? extends T> other, Consumer<? super T> action) {
        return dependent(toCompletableFuture().acceptEitherAsync(other, action));
    }

    @Override
    default Future<@Nullable Void> acceptEitherAsync(
            CompletionStage<? extends T> other, Consumer<? super T> action, Executor executor) {
        return dependent(toCompletableFuture().acceptEitherAsync(other, action, executor));
    }

    @Override
    default Future<@Nullable Void> runAfterEither(CompletionStage<?> other, Runnable action) {
        return dependent(toCompletableFuture().runAfterEither(other, action));
    }

    @Override
    default Future<@Nullable Void> runAfterEitherAsync(CompletionStage<?> other, Runnable action) {
        return dependent(toCompletableFuture().runAfterEitherAsync(other, action));
    }

    @Override
    default Future<@Nullable Void> runAfterEitherAsync(CompletionStage<?> other, Runnable action, Executor executor) {
        return dependent(toCompletableFuture().runAfterEitherAsync(other, action, executor));
    }

    @Override
    default <U extends @Nullable Object> Future<U> thenCompose(Function<? super T, ? extends CompletionStage<U>> fn) {
        return dependent(toCompletableFuture().thenCompose(fn));
    }

    @Override
    default <U extends @Nullable Object> Future<U> thenComposeAsync(
            Function<? super T, ? extends CompletionStage<U>> fn) {
        return dependent(toCompletableFuture().thenComposeAsync(fn));
    }

    @Override
    default <U extends @Nullable Object> Future<U> thenComposeAsync(
            Function<? super T, ? extends CompletionStage<U>> fn, Executor executor) {
        return dependent(toCompletableFuture().thenComposeAsync(fn, executor));
    }

    @Override
    default <U extends @Nullable Object> Future<U> handle(BiFunction<? super T, @Nullable Throwable, ? extends U> fn) {
        return dependent(toCompletableFuture().handle(fn));
    }

    @Override
    default <U extends @Nullable Object> Future<U> handleAsync(
            BiFunction<? super T, @Nullable Throwable, ? extends U> fn) {
        return dependent(toCompletableFuture().handleAsync(fn));
    }

    @Override
    default <U extends @Nullable Object> Future<U> handleAsync(
            BiFunction<? super T, @Nullable Throwable, ? extends U> fn, Executor executor) {
        return dependent(toCompletableFuture().handleAsync(fn, executor));
    }

    @Override
    default Future<T> whenComplete(BiConsumer<? super T, ? super @Nullable Throwable> action) {
        return dependent(toCompletableFuture().whenComplete(action));
    }

    @Override
    default Future<T> whenCompleteAsync(BiConsumer<? super T, ? super @Nullable Throwable> action) {
        return dependent(toCompletableFuture().whenCompleteAsync(action));
    }

    @Override
    default Future<T> whenCompleteAsync(BiConsumer<? super T, ? super @Nullable Throwable> action, Executor executor) {
        return dependent(toCompletableFuture().whenCompleteAsync(action, executor));
    }

    @Override
    default Future<T> exceptionally(Function<Throwable, ? extends T> fn) {
        return dependent(toCompletableFuture().exceptionally(fn));
    }

    @Override
    default Future<T> exceptionallyAsync(Function<Throwable, ? extends T> fn) {
        return dependent(toCompletableFuture().exceptionallyAsync(fn));
    }

    @Override
    default Future<T> exceptionallyAsync(Function<Throwable, ? extends T> fn, Executor executor) {
        return dependent(toCompletableFuture().exceptionallyAsync(fn, executor));
    }

    @Override
    default Future<T> exceptionallyCompose(Function<Throwable, ? extends CompletionStage<T>> fn) {
        return dependent(toCompletableFuture().exceptionallyCompose(fn));
    }

    @Override
    default Future<T> exceptionallyComposeAsync(Function<Throwable, ? extends CompletionStage<T>> fn) {
        return dependent(toCompletableFuture().exceptionallyComposeAsync(fn));
    }

    @Override
    default Future<T> exceptionallyComposeAsync(
            Function<Throwable, ? extends CompletionStage<T>> fn, Executor executor) {
        return dependent(toCompletableFuture().exceptionallyComposeAsync(fn, executor));
    }
}
