/** Other libraries: AWS's serializer, a serializer of the user's, Gson's trees, Scala's types. */
package dev.coldbrew.lambda.runtime.json.compat;
