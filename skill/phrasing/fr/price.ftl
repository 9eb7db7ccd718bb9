price-is = { $product } : { $price }.
    .text = { $product } coûte { $price }.
