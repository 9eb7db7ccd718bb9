in-stock = Yes, { $product }: in stock.
    .text = Yes, { $product } is in stock.
few-left = Yes, { $product }: only { $left } left.
    .text = Yes, { $product } is in stock; only { $left } left.
closest-is = { $missing } is out of stock. The closest is { $product }.
    .text = { $missing } is out of stock. The closest we have is { $product }.
