price-is = { $product }: { $price }.
    .text = { $product } costs { $price }.
