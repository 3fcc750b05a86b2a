package dev.weft.process.internal.codec;

import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.LineNumberInfo;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.lang.invoke.SerializedLambda;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says in an error which lambda is meant: where it is written, as far as its class file can be read. */
final class LambdaText {
    private LambdaText() {}

    /** Returns words such as "the lambda at Report.java:31" or "the method reference Report::send". */
    static String of(SerializedLambda lambda, @Nullable ClassLoader loader) {
        String type = lambda.getImplClass();
        String simple = type.substring(type.lastIndexOf('/') + 1);
        if (!lambda.getImplMethodName().startsWith("lambda$")) {
            return "the method reference %s::%s".formatted(simple, lambda.getImplMethodName());
        }
        return place(lambda, loader).map(place -> "the lambda at " + place).orElse("the lambda in " + simple);
    }

    private static Optional<String> place(SerializedLambda lambda, @Nullable ClassLoader loader) {
        String resource = lambda.getImplClass() + ".class";
        try (var in = loader == null
                ? ClassLoader.getSystemResourceAsStream(resource)
                : loader.getResourceAsStream(resource)) {
            return in == null ? Optional.empty() : place(lambda, ClassFile.of().parse(in.readAllBytes()));
        } catch (IOException | RuntimeException e) {
            return Optional.empty(); // the error is about something else
        }
    }

    private static Optional<String> place(SerializedLambda lambda, ClassModel model) {
        return model.findAttribute(Attributes.sourceFile())
                .map(SourceFileAttribute::sourceFile)
                .flatMap(file -> model.methods().stream()
                        .filter(method -> method.methodName().equalsString(lambda.getImplMethodName()))
                        .findFirst()
                        .flatMap(LambdaText::firstLine)
                        .map(line -> file.stringValue() + ":" + line));
    }

    private static Optional<Integer> firstLine(MethodModel method) {
        return method.code()
                .flatMap(code -> code.findAttribute(Attributes.lineNumberTable()))
                .flatMap(table -> table.lineNumbers().stream().findFirst())
                .map(LineNumberInfo::lineNumber);
    }
}
