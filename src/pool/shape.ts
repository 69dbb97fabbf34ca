// The shape of a pool document as a small table: which properties there are and which of them only Azure sets. The table
// itself is generated from the JSON schemas in schema/.

export interface Shape {
  /** The name of the top type in `types`. */
  readonly root: string;
  readonly types: Readonly<Record<string, TypeShape>>;
}

export type TypeShape = Readonly<Record<string, PropertyShape>>;

export interface PropertyShape {
  /** The type of the value, or of each item where the value is a list; absent for plain values. */
  readonly type?: string;
  /** The type of each value of a map whose keys are free. */
  readonly mapOf?: string;
  /** Azure sets it and refuses or ignores it in a request. */
  readonly readOnly?: true;
  /** Any content is allowed, e.g. the settings of an extension. */
  readonly free?: true;
}

/** One violation of a schema, as the compiled validators report it. */
export interface SchemaError {
  readonly keyword: string;
  /** JSON pointer of the value. */
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly params: Readonly<Record<string, unknown>>;
}
