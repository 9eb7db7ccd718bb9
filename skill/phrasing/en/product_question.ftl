# No bare yes or no where the question may have been put the other way round ("does it contain gluten").
fact-holds = { $attribute-id ->
    [caffeine] { $product }: with caffeine, { $source }.
    [gluten_free] { $product }: gluten free, { $source }.
   *[other] { $product }: yes, { $attribute }, { $source }.
}
    .text = { $attribute-id ->
    [caffeine] { $product }: with caffeine ({ $source }).
    [gluten_free] { $product }: gluten free ({ $source }).
   *[other] { $product }: yes, { $attribute } ({ $source }).
}
fact-fails = { $attribute-id ->
    [caffeine] { $product }: without caffeine, { $source }.
    [gluten_free] { $product }: it contains gluten, { $source }.
   *[other] { $product }: no, not { $attribute }, { $source }.
}
    .text = { $attribute-id ->
    [caffeine] { $product }: without caffeine ({ $source }).
    [gluten_free] { $product }: it contains gluten ({ $source }).
   *[other] { $product }: no, not { $attribute } ({ $source }).
}
fact-number = { $attribute-id ->
    [calories] { $product }: { $number }, { $source }.
   *[other] { $product }: { $attribute } { $number }, { $source }.
}
    .text = { $attribute-id ->
    [calories] { $product }: { $number } ({ $source }).
   *[other] { $product }: { $attribute } { $number } ({ $source }).
}
fact-text = { $product }: { $attribute }, { $text }, { $source }.
    .text = { $product }: { $attribute }: { $text } ({ $source }).
check-label = Please check the label.
    .text = Please check the label as well; I can't promise that it is safe for you.
fact-unknown = The shop doesn't say.
    .text = The shop doesn't say anything about that for { $product }.
shall-i-ask = Shall I ask them for you?
    .text = Shall I ask them for you? (yes / no)
    .reprompt = Yes or no: shall I ask the shop?
will-ask = I've asked. A person will get back to you.
    .text = I have passed your question about { $product } on. A person will get back to you.
what-about-it = What would you like to know: { $attributes }?
    .text = What would you like to know about { $product }: { $attributes }?
    .reprompt = What would you like to know about it?
