/// What articles are counted in somewhere.
extension StateStore {
  /// SKUs that lie in stock, or of which an order line is open: not shipped in full, and not closed by
  /// the newest shipment.
  ///
  /// - Returns: each once.
  /// - Throws: `StoreError`.
  package func skusInUse() throws(StoreError) -> Set<String> {
    Set(
      try database.texts(
        """
        SELECT sku FROM stock_record WHERE _vanished_at IS NULL AND on_hand <> 0
        UNION
        SELECT l.sku FROM purchase_order_line_record l
        WHERE l._vanished_at IS NULL AND l.sku IS NOT NULL AND ifnull(l.closed, 0) = 0
          AND NOT EXISTS (SELECT 1 FROM purchase_order_record o
            WHERE o._system = l._system AND o.po = l.po AND o._vanished_at IS NULL
              AND o.status IN ('closed', 'cancelled', 'rejected'))
        UNION
        SELECT l.sku FROM sales_order_line_record l
        WHERE l._vanished_at IS NULL AND l.sku IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM sales_order_record o
            WHERE o._system = l._system AND o."order" = l."order" AND o._vanished_at IS NULL
              AND o.cancelled <> 0)
          AND l.qty - ifnull(l.cancelled_qty, 0) > ifnull((
            SELECT sum(s.qty) FROM shipment_record s
            WHERE s."order" = l."order" AND s.order_line = l.line AND s._vanished_at IS NULL
              AND NOT EXISTS (SELECT 1 FROM shipment_record n
                WHERE n._system = s._system AND n.shipment = s.shipment AND n.line = s.line
                  AND n.version > s.version AND n._vanished_at IS NULL)), 0)
          AND ifnull((SELECT c.closing FROM shipment_record c
            WHERE c."order" = l."order" AND c.order_line = l.line AND c._vanished_at IS NULL
            ORDER BY c.shipped_at DESC, c.version DESC LIMIT 1), 'backorder')
            IN ('backorder', 'substituted')
        """))
  }
}
