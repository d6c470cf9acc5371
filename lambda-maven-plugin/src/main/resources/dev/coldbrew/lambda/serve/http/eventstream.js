// The messages of a streamed response, in AWS's event stream encoding: the lengths of the message and of its
// headers, the payload, and checksums, which TCP makes unnecessary here.

const text = new TextDecoder();

/** Each message of a response's body as {type, payload}, as soon as it has arrived. */
export async function* messages(body) {
  const reader = body.getReader();
  let buffer = new Uint8Array(0);
  while (true) {
    let length;
    while (buffer.length >= 4 && buffer.length >= (length = view(buffer).getUint32(0))) {
      yield message(buffer.subarray(0, length));
      buffer = buffer.subarray(length);
    }
    const { done, value } = await reader.read();
    if (done) return;
    const longer = new Uint8Array(buffer.length + value.length);
    longer.set(buffer);
    longer.set(value, buffer.length);
    buffer = longer;
  }
}

function message(bytes) {
  const payload = 12 + view(bytes).getUint32(4);
  let at = 12, type;
  while (at < payload) { // a name, the type of all values here (a string), the value
    const name = at + 1 + bytes[at];
    const value = name + 3 + view(bytes).getUint16(name + 1);
    if (text.decode(bytes.subarray(at + 1, name)) === ":event-type") {
      type = text.decode(bytes.subarray(name + 3, value));
    }
    at = value;
  }
  return { type, payload: bytes.subarray(payload, bytes.length - 4) };
}

const view = bytes => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
