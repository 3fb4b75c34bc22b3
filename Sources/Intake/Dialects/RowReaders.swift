/// The reader of a dialect's format.
///
/// The columns that the feed's mapping names are asked for with `header: optional` only.
/// Throws when the start of the file already shows that it cannot be read.
package func rowReader(
  for dialect: Dialect, mappedColumns: Set<String>, source: ByteSource
) throws(UnreadableFile) -> any RowReader {
  switch dialect.format {
  case .csv:
    try DelimitedReader(dialect: dialect, mappedColumns: mappedColumns, source: source)
  case .json: try JSONReader(dialect: dialect, source: source)
  case .ndjson: try NDJSONReader(dialect: dialect, source: source)
  }
}
