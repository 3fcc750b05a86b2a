package dev.weft.internal.task;

import dev.weft.Future;
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
        var cell = new FutureCell<T>();
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
        return adopt(toCompletableFuture().thenApply(fn));
    }

    @Override
    default <U extends @Nullable Object> Future<U> thenApplyAsync(Function<? super T, ? extends U> fn) {
        return adopt(toCompletableFuture().thenApplyAsync(fn));
    }

    @Override
    default <U extends @Nullable Object> Future<U> thenApplyAsync(
            Function<? super T, ? extends U> fn, Executor executor) {
        return adopt(toCompletableFuture().thenApplyAsync(fn, executor));
    }

    @Override
    default Future<@Nullable Void> thenAccept(Consumer<? super T> action) {
        return adopt(toCompletableFuture().thenAccept(action));
    }

    @Override
    default Future<@Nullable Void> thenAcceptAsync(Consumer<? super T> action) {
        return adopt(toCompletableFuture().thenAcceptAsync(action));
    }

    @Override
    default Future<@Nullable Void> thenAcceptAsync(Consumer<? super T> action, Executor executor) {
        return adopt(toCompletableFuture().thenAcceptAsync(action, executor));
    }

    @Override
    default Future<@Nullable Void> thenRun(Runnable action) {
        return adopt(toCompletableFuture().thenRun(action));
    }

    @Override
    default Future<@Nullable Void> thenRunAsync(Runnable action) {
        return adopt(toCompletableFuture().thenRunAsync(action));
    }

    @Override
    default Future<@Nullable Void> thenRunAsync(Runnable action, Executor executor) {
        return adopt(toCompletableFuture().thenRunAsync(action, executor));
    }

    @Override
    default <U extends @Nullable Object, V extends @Nullable Object> Future<V> thenCombine(
            CompletionStage<? extends U> other, BiFunction<? super T, ? super U, ? extends V> fn) {
        return adopt(toCompletableFuture().thenCombine(other, fn));
    }

    @Override
    default <U extends @Nullable Object, V extends @Nullable Object> Future<V> thenCombineAsync(
            CompletionStage<? extends U> other, BiFunction<? super T, ? super U, ? extends V> fn) {
        return adopt(toCompletableFuture().thenCombineAsync(other, fn));
    }

    @Override
    default <U extends @Nullable Object, V extends @Nullable Object> Future<V> thenCombineAsync(
            CompletionStage<? extends U> other, BiFunction<? super T, ? super U, ? extends V> fn, Executor executor) {
        return adopt(toCompletableFuture().thenCombineAsync(other, fn, executor));
    }

    @Override
    default <U extends @Nullable Object> Future<@Nullable Void> thenAcceptBoth(
            CompletionStage<? extends U> other, BiConsumer<? super T, ? super U> action) {
        return adopt(toCompletableFuture().thenAcceptBoth(other, action));
    }

    @Override
    default <U extends @Nullable Object> Future<@Nullable Void> thenAcceptBothAsync(
            CompletionStage<? extends U> other, BiConsumer<? super T, ? super U> action) {
        return adopt(toCompletableFuture().thenAcceptBothAsync(other, action));
    }

    @Override
    default <U extends @Nullable Object> Future<@Nullable Void> thenAcceptBothAsync(
            CompletionStage<? extends U> other, BiConsumer<? super T, ? super U> action, Executor executor) {
        return adopt(toCompletableFuture().thenAcceptBothAsync(other, action, executor));
    }

    @Override
    default Future<@Nullable Void> runAfterBoth(CompletionStage<?> other, Runnable action) {
        return adopt(toCompletableFuture().runAfterBoth(other, action));
    }

    @Override
    default Future<@Nullable Void> runAfterBothAsync(CompletionStage<?> other, Runnable action) {
        return adopt(toCompletableFuture().runAfterBothAsync(other, action));
    }

    @Override
    default Future<@Nullable Void> runAfterBothAsync(CompletionStage<?> other, Runnable action, Executor executor) {
        return adopt(toCompletableFuture().runAfterBothAsync(other, action, executor));
    }

    @Override
    default <U extends @Nullable Object> Future<U> applyToEither(
            CompletionStage<? extends T> other, Function<? super T, U> fn) {
        return adopt(toCompletableFuture().applyToEither(other, fn));
    }

    @Override
    default <U extends @Nullable Object> Future<U> applyToEitherAsync(
            CompletionStage<? extends T> other, Function<? super T, U> fn) {
        return adopt(toCompletableFuture().applyToEitherAsync(other, fn));
    }

    @Override
    default <U extends @Nullable Object> Future<U> applyToEitherAsync(
            CompletionStage<? extends T> other, Function<? super T, U> fn, Executor executor) {
        return adopt(toCompletableFuture().applyToEitherAsync(other, fn, executor));
    }

    @Override
    default Future<@Nullable Void> acceptEither(CompletionStage<? extends T> other, Consumer<? super T> action) {
        return adopt(toCompletableFuture().acceptEither(other, action));
    }

    @Override
    default Future<@Nullable Void> acceptEitherAsync(CompletionStage<? extends T> other, Consumer<? super T> action) {
        return adopt(toCompletableFuture().acceptEitherAsync(other, action));
    }

    @Override
    default Future<@Nullable Void> acceptEitherAsync(
            CompletionStage<? extends T> other, Consumer<? super T> action, Executor executor) {
        return adopt(toCompletableFuture().acceptEitherAsync(other, action, executor));
    }

    @Override
    default Future<@Nullable Void> runAfterEither(CompletionStage<?> other, Runnable action) {
        return adopt(toCompletableFuture().runAfterEither(other, action));
    }

    @Override
    default Future<@Nullable Void> runAfterEitherAsync(CompletionStage<?> other, Runnable action) {
        return adopt(toCompletableFuture().runAfterEitherAsync(other, action));
    }

    @Override
    default Future<@Nullable Void> runAfterEitherAsync(CompletionStage<?> other, Runnable action, Executor executor) {
        return adopt(toCompletableFuture().runAfterEitherAsync(other, action, executor));
    }

    @Override
    default <U extends @Nullable Object> Future<U> thenCompose(Function<? super T, ? extends CompletionStage<U>> fn) {
        return adopt(toCompletableFuture().thenCompose(fn));
    }

    @Override
    default <U extends @Nullable Object> Future<U> thenComposeAsync(
            Function<? super T, ? extends CompletionStage<U>> fn) {
        return adopt(toCompletableFuture().thenComposeAsync(fn));
    }

    @Override
    default <U extends @Nullable Object> Future<U> thenComposeAsync(
            Function<? super T, ? extends CompletionStage<U>> fn, Executor executor) {
        return adopt(toCompletableFuture().thenComposeAsync(fn, executor));
    }

    @Override
    default <U extends @Nullable Object> Future<U> handle(BiFunction<? super T, @Nullable Throwable, ? extends U> fn) {
        return adopt(toCompletableFuture().handle(fn));
    }

    @Override
    default <U extends @Nullable Object> Future<U> handleAsync(
            BiFunction<? super T, @Nullable Throwable, ? extends U> fn) {
        return adopt(toCompletableFuture().handleAsync(fn));
    }

    @Override
    default <U extends @Nullable Object> Future<U> handleAsync(
            BiFunction<? super T, @Nullable Throwable, ? extends U> fn, Executor executor) {
        return adopt(toCompletableFuture().handleAsync(fn, executor));
    }

    @Override
    default Future<T> whenComplete(BiConsumer<? super T, ? super @Nullable Throwable> action) {
        return adopt(toCompletableFuture().whenComplete(action));
    }

    @Override
    default Future<T> whenCompleteAsync(BiConsumer<? super T, ? super @Nullable Throwable> action) {
        return adopt(toCompletableFuture().whenCompleteAsync(action));
    }

    @Override
    default Future<T> whenCompleteAsync(BiConsumer<? super T, ? super @Nullable Throwable> action, Executor executor) {
        return adopt(toCompletableFuture().whenCompleteAsync(action, executor));
    }

    @Override
    default Future<T> exceptionally(Function<Throwable, ? extends T> fn) {
        return adopt(toCompletableFuture().exceptionally(fn));
    }

    @Override
    default Future<T> exceptionallyAsync(Function<Throwable, ? extends T> fn) {
        return adopt(toCompletableFuture().exceptionallyAsync(fn));
    }

    @Override
    default Future<T> exceptionallyAsync(Function<Throwable, ? extends T> fn, Executor executor) {
        return adopt(toCompletableFuture().exceptionallyAsync(fn, executor));
    }

    @Override
    default Future<T> exceptionallyCompose(Function<Throwable, ? extends CompletionStage<T>> fn) {
        return adopt(toCompletableFuture().exceptionallyCompose(fn));
    }

    @Override
    default Future<T> exceptionallyComposeAsync(Function<Throwable, ? extends CompletionStage<T>> fn) {
        return adopt(toCompletableFuture().exceptionallyComposeAsync(fn));
    }

    @Override
    default Future<T> exceptionallyComposeAsync(
            Function<Throwable, ? extends CompletionStage<T>> fn, Executor executor) {
        return adopt(toCompletableFuture().exceptionallyComposeAsync(fn, executor));
    }
}
